import { open, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PerennialError } from '../../core/errors.ts';
import { writeFailures } from '../../core/write-failures.ts';
import type { Archive } from '../../ports/archive.ts';
import { tarOf } from './tar.ts';

/** Node writes no time into a gzip header (RFC 1952, MTIME 0), so nothing but the files decides on the bytes. */
export function gzippedTar(): Archive {
  return {
    async write(path, folder, files) {
      const content = files.map(({ path: name, text }) => ({ path: `${folder}/${name}`, content: Buffer.from(text) }));
      await writeNew(path, await promisify(gzip)(tarOf(content)));
    },
  };
}

async function writeNew(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600).catch((thrown: unknown) => {
    throw writeError(path, thrown);
  });
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (thrown) {
    await rm(path, { force: true });
    throw writeError(path, thrown);
  } finally {
    await handle.close();
  }
}

function writeError(path: string, thrown: unknown): PerennialError {
  const errno = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const [code, words] = failures[errno] ?? ['file-unreadable', errno];
  const hint =
    errno === 'EEXIST' ? 'it is never replaced: name another with --output' : 'name another place with --output';
  return new PerennialError(code, `${path} cannot be written: ${words}`, { file: path, hint, cause: thrown });
}

const failures: typeof writeFailures = { ...writeFailures, EEXIST: ['usage', 'it is there already'] };
