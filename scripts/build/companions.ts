import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bashScript } from '../../src/faces/cli/completion/bash-script.ts';
import { fishScript } from '../../src/faces/cli/completion/fish-script.ts';
import { zshScript } from '../../src/faces/cli/completion/zsh-script.ts';
import { manPages } from '../man/man-pages.ts';

/** Writes what belongs beside the program, `folder/share` laid out as /usr/share is; returns how many files. */
export function writeCompanions(folder: string): number {
  const share = join(folder, 'share');
  rmSync(share, { recursive: true, force: true });
  const files = [...[...manPages()].map(([path, roff]) => [`man/${path}`, roff] as const), ...completions];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(share, path)), { recursive: true });
    writeFileSync(join(share, path), text);
  }
  return files.length;
}

/** Where each shell looks by itself. */
const completions: readonly (readonly [string, string])[] = [
  ['bash-completion/completions/perennial', bashScript],
  ['zsh/site-functions/_perennial', zshScript],
  ['fish/vendor_completions.d/perennial.fish', fishScript],
];
