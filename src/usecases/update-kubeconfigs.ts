import { copyPlan } from '../core/plan/copy-plan.ts';
import type { World } from '../ports/world.ts';
import { consented } from './consented.ts';
import { observe } from './observe.ts';
import type { ChangeReport, KubeconfigRequest } from './requests.ts';

/** Brings people's copies of admin.conf up to date; in each only this cluster's entries change. */
export async function updateKubeconfigs(request: KubeconfigRequest, world: World): Promise<ChangeReport> {
  const before = await observe(world, request);
  const wishes = await Promise.all(
    request.files.map(async (file) => ({ ...file, digest: await world.files.digest(file.path) })),
  );
  const plan = copyPlan(before, wishes);
  return await consented({ plan, before, request, consent: request.consent }, world);
}
