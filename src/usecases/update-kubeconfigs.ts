import { mergedKubeconfig } from '../core/kubeadm/merge-kubeconfig.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import { type CopyWish, copyPlan } from '../core/plan/copy-plan.ts';
import type { LeftAlone } from '../core/plan/plan.ts';
import { placeOf } from '../core/plan/same-file.ts';
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
  const excuses = await Promise.all(wishes.map((wish) => excuseFor(wish, before, world)));
  const leftAlone = excuses.filter((excuse) => excuse !== undefined);
  const outdated = wishes.filter((_, index) => excuses[index] === undefined);
  if (outdated.length === 0) return { kind: 'nothing-to-do', leftAlone };
  const plan = { ...copyPlan(before, outdated), leftAlone };
  return await consented({ plan, before, request, consent: request.consent }, world);
}

/** Why there is nothing to do to it; undefined where there is. */
async function excuseFor(wish: CopyWish, before: Inventory, world: World): Promise<LeftAlone | undefined> {
  const { path: name } = wish;
  const linked = await linkedTo(name, before, world);
  if (linked !== undefined) return { name, why: `it is one file with ${linked}, and renewed as that` };
  const current = await isCurrent(wish, before, world);
  return current ? { name, why: 'nothing of this cluster in it is out of date' } : undefined;
}

/** Which of kubeadm's files a link leads to: that is no copy, and holds what kubeadm wants there. */
async function linkedTo(path: Path, { leaves }: Inventory, { files }: World): Promise<string | undefined> {
  const content = await files.read(path);
  if (content.kind !== 'read') return undefined;
  const place = placeOf(content.value.facts);
  return leaves.find(({ kind, file }) => kind === 'kubeadm' && file !== undefined && placeOf(file) === place)?.name;
}

/** Whether merging would change nothing. What cannot be read is left for the step to say. */
async function isCurrent({ path, digest }: CopyWish, { leaves }: Inventory, world: World): Promise<boolean> {
  const admin = leaves.find(({ name }) => name === 'admin.conf');
  if (digest === 'absent' || admin?.file === undefined) return false;
  const [text, source] = await Promise.all([textAt(path, world), textAt(admin.file.path, world)]);
  if (text === undefined || source === undefined) return false;
  return mergedKubeconfig(text, source, path).text === text;
}

async function textAt(path: Path, { files }: World): Promise<string | undefined> {
  const content = await files.read(path);
  return content.kind === 'read' ? content.value.bytes.toString('utf8') : undefined;
}
