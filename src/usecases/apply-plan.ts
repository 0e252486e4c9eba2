import { PerennialError } from '../core/errors.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { World } from '../ports/world.ts';
import { consented } from './consented.ts';
import { observe } from './observe.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';

/** Carries out a plan that was made and reviewed before; one made from another state fails its first `keep`. */
export async function applyPlan(
  request: ObserveRequest & { readonly plan: Plan; readonly consent: Consent },
  world: World,
): Promise<ChangeReport> {
  const { plan, consent } = request;
  const before = await observe(world, request);
  if (plan.node !== before.node) {
    throw new PerennialError('plan-stale', `the plan was made for the node ${plan.node}, and this is ${before.node}`, {
      hint: 'every node has certificates of its own; make a plan on this one',
      next: 'perennial plan',
    });
  }
  return await consented({ plan, before, request, consent }, world);
}
