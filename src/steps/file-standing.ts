import type { FileChange } from '../core/plan/plan.ts';
import type { Files, Store } from '../ports/node.ts';

/** What lies at a path: what the change puts there, what it found, or what somebody else put there since. */
export type FileStanding = 'becomes' | 'was' | 'foreign';

export async function fileStanding(change: FileChange, files: Files, store: Store): Promise<FileStanding> {
  const { path, was, becomes, itself } = change;
  const target = itself && (await files.linkTarget(path));
  const live = target === undefined ? await files.digest(path) : `link:${target}`;
  if (live === (await store.identity(becomes))) return 'becomes';
  return live === (await store.identity(was)) ? 'was' : 'foreign';
}
