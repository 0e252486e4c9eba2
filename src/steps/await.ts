import { reasonOf } from '../core/errors.ts';
import type { Await } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { leadsHere } from './leads-here.ts';
import { runningContainer } from './replacement.ts';
import { until } from './until.ts';

/** The component answers its health check, the API server over a verified connection; a leader leads or stands by. */
export const awaitHealth: Handler<Await> = {
  inspect: look,

  async apply(step, scene) {
    await until(scene.world.clock, {
      look: async () => ((await look(step, scene)).kind === 'done' ? true : undefined),
      withinSeconds: step.withinSeconds,
      everyMilliseconds: 100,
      wonder: (until) => scene.waiting(`${step.component} does not answer ${step.health.path} yet`, until),
    });
    return {};
  },
};

async function look(step: Await, scene: Scene): Promise<Seen> {
  const { endpoints, api, clock } = scene.world;
  const health = await endpoints.health(step.health);
  if (!health.ok) return pending(`${step.component} is not healthy: ${health.detail}`);
  const healthyAt = new Date(clock.now()).toISOString();
  try {
    if (step.verified) await api.answers();
    const leader = step.lease === undefined ? undefined : await leaderOf(step.lease, step, scene);
    if (step.lease !== undefined && leader === undefined) return pending(`nobody leads for ${step.component} yet`);
    return done({
      healthyAt,
      ...(leader !== undefined && { leader, leaderSeenAt: new Date(clock.now()).toISOString() }),
    });
  } catch (thrown) {
    return pending(`${step.component}: ${reasonOf(thrown)}`);
  }
}

/** A lease held by somebody else means standing by; one held here must have been renewed by the container that runs now. */
async function leaderOf(name: string, { component }: Await, scene: Scene): Promise<string | undefined> {
  const lease = await scene.world.api.lease(name);
  if (lease === undefined || lease.holder === '') return undefined;
  if (!leadsHere(lease, scene.world)) return lease.holder;
  const container = await runningContainer(component, scene);
  return container !== undefined && lease.renewedAt >= container.startedAt ? lease.holder : undefined;
}
