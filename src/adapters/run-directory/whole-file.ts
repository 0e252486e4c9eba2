import type { Path } from '../../core/names.ts';
import type { Reading } from '../../core/inventory.ts';
import { makePrivateFolder, writeWhole } from './durable.ts';
import { failing } from './failure.ts';
import { homeIn } from './home.ts';
import { textReading } from './json-reading.ts';

export interface WholeFilePlace {
  readonly root: string;
  readonly folder: Path;
  readonly name: string;
  readonly mostBytes: number;
}

/** A file of ours that is read whole and replaced whole. */
export interface WholeFile {
  read(): Promise<Reading<string>>;
  replace(text: string): Promise<void>;
}

export function wholeFile({ root, folder, name, mostBytes }: WholeFilePlace): WholeFile {
  const file = async (): Promise<string> => `${await homeIn(root, folder)}/${name}`;
  return {
    read: async () => textReading(await file(), mostBytes),
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
