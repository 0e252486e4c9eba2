import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of every file that a renewal may change, by its path. */
export async function fingerprints(root: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const folder of ['etc/kubernetes', 'root/.kube']) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile())
        found.set(
          path,
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        );
    }
  }
  return found;
}

export function sameFiles(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([path, digest]) => other.get(path) === digest);
}

/** The lines of the person's copy of admin.conf. */
export async function personsLines(root: string): Promise<readonly string[]> {
  return (await readFile(join(root, 'root/.kube/config'), 'utf8')).split('\n');
}

export function changedLines(before: readonly string[], after: readonly string[]): number {
  return before.filter((line, index) => line !== after[index]).length + Math.abs(after.length - before.length);
}
