import { PerennialError } from '../../core/errors.ts';
import type { Digest, Path } from '../../core/names.ts';
import type { Content } from '../../core/plan/plan.ts';
import type { Store } from '../../ports/node.ts';
import type { Gate } from './effects.ts';
import { contentAt, contentOrError } from './files.ts';
import type { KeptFile, Machine, SavedRun } from './machine.ts';
import { digestOf, found, placeItself } from './tree.ts';

type NewFile = Parameters<Store['installAll']>[0][number];

/** The store of one run in memory. */
export function memoryStore(machine: Machine, gate: Gate, runId: string): Store {
  const made = (name: string): Buffer | undefined => machine.runs.get(runId)?.made.get(name)?.bytes;
  const shelf: Shelf = { machine, gate, made };
  return {
    keep: async (path, digest) => keep(shelf, path, digest),
    async has(digest) {
      gate.assertAlive();
      return machine.kept.has(digest);
    },
    async save(name, bytes) {
      const file: KeptFile = { bytes: Buffer.from(bytes), keptAt: machine.now };
      gate.perform(`save ${name}`, () => saveMade(machine, runId, name, file));
    },
    async made(name) {
      gate.assertAlive();
      return made(name)?.toString('utf8');
    },
    async identity(content) {
      gate.assertAlive();
      return identity(shelf, content);
    },
    install: async (content, path, create) => installAll(shelf, [{ content, path, ...(create && { create }) }]),
    installAll: async (files) => installAll(shelf, files),
    async writable() {
      gate.assertAlive();
      return { freeBytes: 1024 ** 3 };
    },
  };
}

interface Shelf {
  readonly machine: Machine;
  readonly gate: Gate;
  readonly made: (name: string) => Buffer | undefined;
}

function keep({ machine, gate }: Shelf, path: Path, digest: Digest): void {
  gate.assertAlive();
  const content = contentAt(machine, path, Infinity);
  const bytes = content.kind === 'missing' ? undefined : contentOrError(content, path).bytes;
  if (bytes === undefined || digestOf(bytes) !== digest) {
    throw new PerennialError('drifted', `${path} was changed by someone else`, { file: path });
  }
  gate.perform(`keep ${path}`, () => machine.kept.set(digest, { bytes, keptAt: machine.now }));
}

function saveMade({ runs }: Machine, runId: string, name: string, file: KeptFile): void {
  const run: SavedRun | undefined = runs.get(runId);
  if (run === undefined) throw new PerennialError('run-unknown', `there is no run ${runId}`);
  runs.set(runId, { ...run, made: new Map(run.made).set(name, file) });
}

function identity({ made }: Shelf, content: Content): Awaited<ReturnType<Store['identity']>> {
  switch (content.kind) {
    case 'kept':
      return content.digest;
    case 'absent':
      return 'absent';
    case 'link':
      return `link:${content.target}`;
    case 'made': {
      const bytes = made(content.as);
      return bytes === undefined ? 'not made yet' : digestOf(bytes);
    }
  }
}

/** All can be written before one is put in place; cut within, the first of them is. */
function installAll(shelf: Shelf, files: readonly NewFile[]): void {
  shelf.gate.assertAlive();
  const places = files.map(({ path, itself }) => (itself ? placeItself : found)(shelf.machine, path).path);
  if (new Set(places).size < places.length) throw new PerennialError('plan-invalid', 'two names of one file');
  const puts = files.map((file) => prepared(shelf, file));
  const label = `install ${files.map(({ path }) => path).join(' ')}`;
  const all = () => {
    for (const put of puts) put();
  };
  shelf.gate.perform(label, all, puts.length > 1 ? puts[0] : undefined);
}

function prepared({ machine, made }: Shelf, { content, path, itself, create }: NewFile): () => void {
  const {
    path: target,
    entry,
    linked,
  } = itself ? { ...placeItself(machine, path), linked: false } : found(machine, path);
  if (content.kind === 'link') {
    const link = { kind: 'link' as const, target: content.target };
    return () => machine.tree.set(target, { ...link, changedAt: machine.now });
  }
  if (linked && entry === undefined) throw cannotWrite(path, 'it is a link to nothing');
  if (entry !== undefined && entry.kind !== 'file' && entry.kind !== 'link')
    throw cannotWrite(path, `it is a ${entry.kind}`);
  if (content.kind === 'absent') return () => machine.tree.delete(target);
  const bytes = content.kind === 'kept' ? machine.kept.get(content.digest)?.bytes : made(content.as);
  if (bytes === undefined) throw cannotWrite(path, 'its new content is not in the store');
  const { mode, uid, gid } = (entry?.kind === 'file' ? entry : undefined) ?? create ?? { mode: 0o600, uid: 0, gid: 0 };
  return () => machine.tree.set(target, { kind: 'file', bytes, mode, uid, gid, changedAt: machine.now });
}

function cannotWrite(path: Path, why: string): PerennialError {
  return new PerennialError('file-unreadable', `cannot write ${path}: ${why}`, { file: path });
}
