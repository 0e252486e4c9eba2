import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Path } from '../../core/names.ts';
import { notedNewsIn } from '../../core/plan/noted-news.ts';
import { runIdPattern } from '../../core/plan/run-id.ts';
import type { RunNews } from '../../ports/run-news.ts';
import { homeIn } from './home.ts';
import { savedText } from './saved-text.ts';

/** As much as the news of hours; then nothing more is written. */
export const MOST_BYTES = 256 * 1024;

/** `runs/<id>/news.jsonl`: one line after the other, none of them waited for. */
export function runNewsFile({ root, folder }: { readonly root: string; readonly folder: Path }): RunNews {
  const fileOf = async (run: string) => `${await homeIn(root, folder)}/runs/${run}/news.jsonl`;
  let last = Promise.resolve();
  return {
    note(run, news) {
      if (!runIdPattern.test(run)) return;
      last = last.then(async () => append(await fileOf(run), `${JSON.stringify(news)}\n`)).catch(() => undefined);
    },
    async read(run) {
      if (!runIdPattern.test(run)) return [];
      await last;
      try {
        return notedNewsIn((await savedText(await fileOf(run), 2 * MOST_BYTES)) ?? '');
      } catch {
        return [];
      }
    },
  };
}

async function append(file: string, line: string): Promise<void> {
  const flags =
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags, 0o600);
  try {
    const { size } = await handle.stat();
    if (size + line.length <= MOST_BYTES) await handle.write(line);
  } finally {
    await handle.close();
  }
}
