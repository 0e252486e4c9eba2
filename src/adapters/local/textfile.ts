import { rename, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Textfile } from '../../ports/textfile.ts';
import { fileError } from './errno.ts';
import { openFolder, removeLeftovers } from './folder.ts';
import { placeItself, placesUnder, type Root } from './places.ts';
import { writeTemporary } from './write.ts';

/** Files for other programs of this machine. */
export function localTextfile(root: Root): Textfile {
  const places = placesUnder(root);
  return {
    async replace(path, text) {
      try {
        const { real } = await placeItself(places, path);
        await replaceAt(real, text);
      } catch (thrown) {
        throw fileError(thrown, path, 'write');
      }
    },
  };
}

/** The name it has until it is whole does not end in `.prom`: node_exporter never reads half of one. */
async function replaceAt(real: string, text: string | Iterable<string>): Promise<void> {
  const folder = await openFolder(dirname(real));
  try {
    await removeLeftovers(folder);
    // The umask of whoever calls, 0077 in our unit, must not hide it from the exporter, which is no root.
    const temporary = await writeTemporary(folder, text, (handle) => handle.chmod(0o644));
    await rename(folder.at(temporary), folder.at(basename(real))).catch(async (thrown: unknown) => {
      await unlink(folder.at(temporary)).catch(() => undefined);
      throw thrown;
    });
  } finally {
    await folder.close();
  }
}
