import type { Gate } from '../core/plan/plan.ts';
import { etcdProblem } from './etcd-problem.ts';
import { done, type Handler, pending, type Scene } from './handler.ts';
import { until } from './until.ts';

/** Open when nothing speaks against the change; what passes by itself is waited for. Touches nothing. */
export const gate: Handler<Gate> = {
  async inspect(step, { world }) {
    const problem = await etcdProblem(step, world);
    return problem === undefined ? done() : pending(problem);
  },

  async apply(step, scene) {
    await problemAfterWaiting(step, scene);
    return {};
  },
};

/** What still speaks against the change when the time is over; undefined as soon as nothing does. */
export async function problemAfterWaiting(
  wanted: Pick<Gate, 'access' | 'change' | 'withinSeconds'>,
  { world, waiting }: Scene,
): Promise<string | undefined> {
  let problem: string | undefined;
  const open = await until(world.clock, {
    look: async () => {
      problem = await etcdProblem(wanted, world);
      return problem === undefined ? true : undefined;
    },
    withinSeconds: wanted.withinSeconds,
    everyMilliseconds: 1000,
    wonder: (until) => waiting(`etcd may not be changed now: ${problem ?? ''}`, until),
  });
  return open === true ? undefined : problem;
}
