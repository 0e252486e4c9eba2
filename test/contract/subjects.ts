import { chmod, lstat, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { localFiles } from '../../src/adapters/local/files.ts';
import { localStore } from '../../src/adapters/local/store.ts';
import { fileLock } from '../../src/adapters/lock/file-lock.ts';
import { memoryNode } from '../../src/adapters/memory/memory-node.ts';
import { historyFile } from '../../src/adapters/run-directory/history-file.ts';
import { runDirectory } from '../../src/adapters/run-directory/run-directory.ts';
import type { Path } from '../../src/core/names.ts';
import type { HistoryFile } from '../../src/ports/history.ts';
import type { Files, Store } from '../../src/ports/node.ts';
import type { Lock, Runs } from '../../src/ports/run.ts';

/** One machine under test, and hands beside it that are not the adapter's. */
export interface Subject {
  readonly files: Files;
  readonly runs: Runs;
  readonly history: HistoryFile;
  readonly lock: Lock;
  readonly store: (runId: string) => Store;
  /** Writes a file as somebody else would. */
  readonly put: (path: Path, bytes: string, mode?: number) => Promise<void>;
  readonly link: (path: Path, target: string) => Promise<void>;
  readonly folder: (path: Path) => Promise<void>;
  readonly remove: (path: Path) => Promise<void>;
  readonly isLink: (path: Path) => Promise<boolean>;
  /** The same machine, seen by a process that starts now. */
  readonly restarted: () => Subject;
}

export type MakeSubject = (t: TestContext) => Promise<Subject>;

/** Every adapter that a port's contract is held against. */
export const subjects: readonly { readonly name: string; readonly make: MakeSubject }[] = [
  { name: 'memory', make: memorySubject },
  { name: 'local folder', make: localSubject },
];

async function memorySubject(): Promise<Subject> {
  const node = memoryNode({ now: Date.UTC(2030, 0, 1), files: {} });
  const seen = (): Subject => {
    const { world } = node.live();
    return {
      ...world,
      put: async (path, bytes, mode = 0o600) => {
        node.write(path, bytes);
        const entry = node.machine.tree.get(path);
        if (entry?.kind === 'file') node.machine.tree.set(path, { ...entry, mode });
      },
      link: async (path, target) =>
        void node.machine.tree.set(path, { kind: 'link', target, changedAt: node.machine.now }),
      folder: async (path) => void node.machine.tree.set(path, { kind: 'folder' }),
      remove: async (path) => void node.machine.tree.delete(path),
      isLink: async (path) => node.machine.tree.get(path)?.kind === 'link',
      restarted: seen,
    };
  };
  return seen();
}

async function localSubject(t: TestContext): Promise<Subject> {
  const root = await temporaryFolder(t);
  const seen = (): Subject => ({
    files: localFiles({ root }),
    runs: runDirectory({ root, folder: home }),
    history: historyFile({ root, folder: home }),
    lock: fileLock({ root, folder: home, command: 'perennial test' }),
    store: (runId) => localStore({ root, folder: home, runId }),
    async put(path, bytes, mode = 0o600) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
      await chmod(join(root, path), mode);
    },
    async link(path, target) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await symlink(target, join(root, path));
    },
    folder: async (path) => void (await mkdir(join(root, path), { recursive: true })),
    remove: (path) => unlink(join(root, path)),
    isLink: async (path) => (await lstat(join(root, path))).isSymbolicLink(),
    restarted: seen,
  });
  return seen();
}

const home = '/var/lib/perennial';

/** A folder of this test's own, gone after it. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
