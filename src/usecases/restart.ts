import { restartPlan } from '../core/plan/restart-plan.ts';
import type { World } from '../ports/world.ts';
import { consented } from './consented.ts';
import { observe } from './observe.ts';
import type { ChangeReport, RestartRequest } from './requests.ts';

export async function restart(request: RestartRequest, world: World): Promise<ChangeReport> {
  const before = await observe(world, request);
  const plan = restartPlan(before, request);
  return await consented({ plan, before, request, consent: request.consent }, world);
}
