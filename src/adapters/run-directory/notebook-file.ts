import type { Path } from '../../core/names.ts';
import type { HeldNotebook } from '../../ports/messengers.ts';
import { makePrivateFolder, writeWhole } from './durable.ts';
import { failing } from './failure.ts';
import { homeIn } from './home.ts';
import { textReading } from './json-reading.ts';

/** Many times what a full outbox comes to. */
const MOST_BYTES = 32 * 1024 * 1024;

/** `notebook.json` in the folder of messages, for who holds its lock. */
export function notebookFile({
  root,
  folder,
}: {
  readonly root: string;
  readonly folder: Path;
}): Omit<HeldNotebook, 'release'> {
  const file = async (): Promise<string> => `${await homeIn(root, folder)}/notebook.json`;
  return {
    read: async () => textReading(await file(), MOST_BYTES),
    replace: async (text) => {
      try {
        await makePrivateFolder(await homeIn(root, folder));
        await writeWhole(await file(), text);
      } catch (thrown) {
        failing(folder)(thrown);
      }
    },
  };
}
