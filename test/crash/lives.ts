import { Crash, type Interference } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { isAboutAnother } from '../../src/core/plan/run-state.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Tell } from '../../src/ports/news.ts';
import type { World } from '../../src/ports/world.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { renew } from '../../src/usecases/renew.ts';
import type { ChangeReport, RenewRequest } from '../../src/usecases/requests.ts';
import { resume } from '../../src/usecases/resume.ts';
import { rollback } from '../../src/usecases/rollback.ts';
import { status } from '../../src/usecases/status.ts';

/** One certificate of each kind: a sweep cuts a life off hundreds of times. `PERENNIAL_CRASH=all` (npm run test:cluster) takes all eleven. */
const which: RenewRequest['which'] =
  process.env['PERENNIAL_CRASH'] === 'all'
    ? { kind: 'all' }
    : { kind: 'named', names: ['apiserver', 'controller-manager.conf', 'admin.conf'] };

export const wished: RenewRequest = {
  policy: { ...defaultPolicy, onFailure: 'stop' },
  copies: ['/root/.kube/config'],
  which,
  sans: { add: {}, remove: {} },
  consent: async () => true,
};

/** Whether a certificate, or a person's copy of one, is to be another afterwards. */
export function isWished(name: string): boolean {
  return which.kind !== 'named' || which.names.includes(name) || name === '/root/.kube/config';
}

export type Work = (world: World) => Promise<ChangeReport>;

export const renewal: Work = (world) => renew(wished, world);

/** What a person does after a crash: finish what is open, or begin again when nothing had begun. */
export const finish: Work = async (world) =>
  (await openRunIds(world.runs)).length > 0 ? await resume(wished, world) : await renewal(world);

/** What a person does who wants the old state back: nothing, when nothing had begun. */
export const undo: Work = async (world) => {
  if ((await openRunIds(world.runs)).length === 0) return { kind: 'nothing-to-do', leftAlone: [] };
  return await rollback(wished, world);
};

/** Undoes the last run, finished or not; nothing, when that is done already. */
export const rollBackLast: Work = async (world) => {
  const { runs } = await status(world);
  const undoable = runs.some(({ plan, state }) => !isAboutAnother(plan) && ['open', 'complete'].includes(state));
  return undoable ? await rollback(wished, world) : { kind: 'nothing-to-do', leftAlone: [] };
};

/** One life of the process; undefined when it was cut off. */
export async function lived(
  node: MemoryNode,
  work: Work,
  interfere?: Interference,
  tell?: Tell,
): Promise<ChangeReport | undefined> {
  const { world } = node.live({ ...(interfere && { interfere }), ...(tell && { tell }) });
  try {
    return await work(world);
  } catch (thrown) {
    if (thrown instanceof Crash) return undefined;
    throw thrown;
  }
}

/** How many effects a whole, undisturbed life has. */
export async function effectsOf(node: MemoryNode, work: Work): Promise<readonly string[]> {
  const { world, effects } = node.live();
  await work(world);
  return effects;
}
