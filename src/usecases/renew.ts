import { renewalPlan } from '../core/plan/renewal.ts';
import type { World } from '../ports/world.ts';
import { consented } from './consented.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import type { ChangeReport, RenewRequest } from './requests.ts';

/** Looks, decides what is due, and carries it out when told so. A dry run is a plan nobody consents to. */
export async function renew(request: RenewRequest, world: World): Promise<ChangeReport> {
  const before = await observe(world, request);
  refuseWithoutControlPlane(before);
  const plan = renewalPlan(before, request);
  return await consented({ plan, before, request, consent: request.consent }, world);
}
