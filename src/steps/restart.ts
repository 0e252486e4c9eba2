import type { Restart } from '../core/plan/plan.ts';
import { done, type Handler, pending } from './handler.ts';
import { replace, replaced } from './replacement.ts';

/** Done when the node shows it: another container, started after the files changed. */
export const restart: Handler<Restart> = {
  async inspect(step, scene) {
    const container = await replaced(step, scene);
    return container === undefined
      ? pending(`${step.component} runs with what it read before`)
      : done({ container: container.id });
  },

  apply: (step, scene) => replace(step, scene),
};
