import type { Restart } from '../core/plan/plan.ts';
import { done, type Handler, pending } from './handler.ts';
import { isAwayAsAllowed, replace, replaced } from './replacement.ts';

/** Done when the node shows it: another container, started after the files changed; or none where that is enough. */
export const restart: Handler<Restart> = {
  async inspect(step, scene) {
    const container = await replaced(step, scene);
    if (container !== undefined) return done({ container: container.id });
    if (await isAwayAsAllowed(step, scene)) return done();
    return pending(`${step.component} runs with what it read before`);
  },

  apply: (step, scene) => replace(step, scene),
};
