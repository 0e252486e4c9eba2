import type { Path } from '../../core/names.ts';
import type { HistoryFile } from '../../ports/history.ts';
import { appendLine } from './append-line.ts';
import { makePrivateFolder, writeWhole } from './durable.ts';
import { failing } from './failure.ts';
import { homeIn } from './home.ts';
import { textReading } from './json-reading.ts';

/** Many times what the lines of a history may come to. */
const MOST_BYTES = 4 * 1024 * 1024;

/** `history.jsonl` beside the runs. */
export function historyFile({ root, folder }: { readonly root: string; readonly folder: Path }): HistoryFile {
  const file = async (): Promise<string> => `${await homeIn(root, folder)}/history.jsonl`;
  const written = async (write: (path: string) => Promise<void>): Promise<void> => {
    await makePrivateFolder(await homeIn(root, folder));
    await write(await file());
  };
  return {
    read: async () => {
      const path = await file().catch(() => undefined);
      return path === undefined ? { kind: 'missing' } : textReading(path, MOST_BYTES);
    },
    append: (line) => written((path) => appendLine(path, line)).catch(failing(folder)),
    replace: (text) => written((path) => writeWhole(path, text)).catch(failing(folder)),
  };
}
