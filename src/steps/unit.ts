import { PerennialError } from '../core/errors.ts';
import type { Unit } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { newestChange } from './newest-change.ts';
import { TICK_MILLISECONDS } from './replacement.ts';
import { until } from './until.ts';

/** Done when systemd shows it: the unit's process was started after what it reads at its start. */
export const unit: Handler<Unit> = {
  inspect: look,

  async apply(step, scene) {
    const stoppedAt = new Date(scene.world.clock.now()).toISOString();
    await scene.world.units.restart(step.unit);
    const started = await until(scene.world.clock, {
      look: async () => ((await look(step, scene)).kind === 'done' ? true : undefined),
      withinSeconds: step.withinSeconds,
      everyMilliseconds: 200,
      wonder: (until) => scene.waiting(`systemd has not started ${step.unit} yet`, until),
    });
    if (started) return { stoppedAt };
    throw new PerennialError('unit-failed', `${step.unit} did not keep running for long enough to be seen`, {
      hint: `journalctl -u ${step.unit} says why`,
      next: `systemctl status ${step.unit}`,
    });
  },
};

async function look(step: Unit, { world }: Scene): Promise<Seen> {
  const { startedAt } = await world.units.state(step.unit);
  if (startedAt === undefined) return pending(`${step.unit} does not run`);
  const since = Math.max(step.startedAfter ?? 0, await newestChange(step.newerThan, world.files));
  return startedAt > since + TICK_MILLISECONDS
    ? done({ startedAt: new Date(startedAt).toISOString() })
    : pending(`${step.unit} runs with what it read before`);
}
