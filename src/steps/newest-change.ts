import { PerennialError } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Path } from '../core/names.ts';
import type { Files } from '../ports/node.ts';

/** When the last of these files became what it is. One that is not there, as a rollback may leave it, is older than everything. */
export async function newestChange(paths: readonly Path[], files: Files): Promise<Instant> {
  const changes = await Promise.all(paths.map((path) => changeOf(path, files)));
  return Math.max(0, ...changes);
}

async function changeOf(path: Path, files: Files): Promise<Instant> {
  try {
    return await files.changedAt(path);
  } catch (thrown) {
    if (thrown instanceof PerennialError && thrown.code === 'file-unreadable') return 0;
    throw thrown;
  }
}
