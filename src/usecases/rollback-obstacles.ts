import { reasonOf } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import type { FileChange, KeptFile, Plan, Step } from '../core/plan/plan.ts';
import type { RecordedRun } from '../core/plan/run-state.ts';
import type { Files, Store } from '../ports/node.ts';
import type { World } from '../ports/world.ts';
import { fileStanding } from '../steps/file-standing.ts';

/** What keeps a file from being put back. */
export interface Obstacle {
  readonly path: Path;
  readonly why: string;
}

/** Every file that a rollback of the run would put back and cannot: by what lies there now, and by what is in the store. */
export async function obstaclesTo({ stages }: Plan, run: RecordedRun, world: World): Promise<readonly Obstacle[]> {
  const store = world.store(run.id);
  const steps = stages.flatMap((stage) => stage.steps);
  return (await Promise.all(steps.map((step) => obstaclesOf(step, world.files, store)))).flat();
}

export const CHANGED = 'changed by someone else since';
const NOT_KEPT = 'not kept any more';

async function obstaclesOf(step: Step, files: Files, store: Store): Promise<readonly Obstacle[]> {
  const looks =
    step.kind === 'install'
      ? step.files.map(async (change) => ({ path: change.path, why: await obstacleTo(change, files, store) }))
      : step.kind === 'remake' && step.becomes === 'kept'
        ? [step.certificate, step.key].map(async (file) => ({ path: file.path, why: await lossOf(file, files, store) }))
        : [];
  return (await Promise.all(looks)).flatMap(({ path, why }) => (why === undefined ? [] : [{ path, why }]));
}

async function obstacleTo(change: FileChange, files: Files, store: Store): Promise<string | undefined> {
  try {
    const standing = await fileStanding(change, files, store);
    if (standing === 'becomes') return undefined;
    const { was, becomes } = change;
    if (becomes.kind === 'kept' && !(await store.has(becomes.digest))) return NOT_KEPT;
    if (standing === 'was') return undefined;
    return (await store.identity(was)) === 'not made yet' ? NOT_KEPT : CHANGED;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

async function lossOf({ path, digest }: KeptFile, files: Files, store: Store): Promise<string | undefined> {
  return (await files.digest(path)) === digest || (await store.has(digest)) ? undefined : NOT_KEPT;
}
