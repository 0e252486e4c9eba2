import packageFacts from '../../package.json' with { type: 'json' };
import { commandPages } from './command-pages.ts';
import { configPage } from './config-page.ts';
import { roffOf } from './roff.ts';

/** Every man page: path below the folder of man pages, and roff. */
export function manPages(): ReadonlyMap<string, string> {
  return new Map(
    [...commandPages(), configPage()].map((page) => [
      `man${page.section}/${page.name}.${page.section}`,
      roffOf(page, packageFacts.version),
    ]),
  );
}
