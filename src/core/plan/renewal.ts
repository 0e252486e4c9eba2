import type { EtcdAccess } from '../etcd/access.ts';
import { etcdAccessOf } from '../etcd/access-of.ts';
import type { Inventory } from '../inventory.ts';
import { type Component, staticPods } from '../names.ts';
import type { Policy } from '../policy.ts';
import { hasRunOut } from '../run-out.ts';
import { KUBELET_CLIENT } from '../check/subject.ts';
import { adoptionOf, apiAnswers } from './adoption.ts';
import { drainLeftOut, takesApiServerAway } from './draining.ts';
import { copyPreparation, copyStage } from './copies.ts';
import { gateOf } from './gate.ts';
import { kubeletServing } from './kubelet-serving.ts';
import { type KubeletRepair, kubeletLeftAlone, kubeletRepair } from './kubelet.ts';
import { numbered, type Unnumbered, type UnnumberedStage } from './numbered.ts';
import type { LeftAlone, Plan } from './plan.ts';
import { selectionOf } from './selection.ts';
import { fileChangesOf, preparationOf, type Successor, successorOf } from './successor.ts';
import type { Wish } from './wish.ts';

/**
 * Everything a renewal will do on this node. First all new material is made and verified, which changes nothing; then, grouped
 * by who uses the files and in the order in which the components depend on each other, it is put in place and proved.
 */
export function renewalPlan(inventory: Inventory, wish: Wish): Plan {
  const { leaves, leftAlone } = selectionOf(inventory, wish);
  const successors = leaves.map((leaf) => successorOf(leaf, inventory, wish));
  const repair = isKubeletWished(wish) ? kubeletRepair(inventory, wish.policy, isNamed(wish)) : undefined;
  const serving = kubeletServing(inventory, wish, successors.length === 0 && repair === undefined);
  const made = preparation(successors, inventory);
  const first = { ...made, steps: [...made.steps, ...serving.keeps] };
  const ordinary = changes(successors, inventory, wish);
  const stages = [...withKubelet(repair, inventory, first, ordinary), serving.stage];
  return {
    format: 1,
    intent: { kind: 'renew' },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered(stages),
    leftAlone: [
      ...leftAlone,
      ...kubeletExcuse(inventory, wish),
      ...serving.leftAlone,
      ...(stages.some(isAway) ? drainLeftOut(inventory) : []),
    ],
  };
}

export const KUBELET_HEARD = 'kubelet: heard by the API server';

/** The kubelet starts what is stopped, so it is mended first; the API server may have to be mended before it can say so. */
function withKubelet(
  repair: KubeletRepair | undefined,
  inventory: Inventory,
  preparation: UnnumberedStage,
  changes: readonly UnnumberedStage[],
): readonly UnnumberedStage[] {
  if (repair === undefined) return [preparation, ...changes];
  const { change, adoption, proof } = repair;
  const first = { ...preparation, steps: [...preparation.steps, ...repair.preparation] };
  const stage = (more: readonly Unnumbered[]) => ({ ...change, steps: [...change.steps, ...adoption, ...more] });
  if (apiAnswers(inventory)) return [first, stage(proof), ...changes];
  return [first, stage([]), ...changes, { name: KUBELET_HEARD, steps: proof }];
}

function kubeletExcuse(inventory: Inventory, wish: Wish): readonly LeftAlone[] {
  const excuse = isKubeletWished(wish) ? kubeletLeftAlone(inventory, isNamed(wish)) : undefined;
  return excuse === undefined ? [] : [excuse];
}

const isNamed = ({ which }: Wish): boolean => which.kind === 'named';

const isKubeletWished = ({ which }: Wish): boolean => which.kind !== 'named' || which.names.includes(KUBELET_CLIENT);

/** What all stages after it need: the old is kept, the new is made. */
export function preparation(successors: readonly Successor[], inventory: Inventory): UnnumberedStage {
  const admin = successors.find(isAdmin);
  const copies = admin?.into.kind === 'kubeconfig' ? copyPreparation(inventory, { made: admin.into.as }) : [];
  const steps = [...manifestKeeps(successors, inventory), ...successors.flatMap(preparationOf), ...copies];
  return { name: 'keep the old, make the new', steps };
}

/** Not replaced by anything here, and kept all the same: the backup of a run is what a person needs to rebuild its components. */
function manifestKeeps(successors: readonly Successor[], { layout }: Inventory): readonly Unnumbered[] {
  const touched = successors.map(usingComponent);
  return layout.manifests.flatMap(({ component, path, digest }) =>
    digest !== undefined && touched.includes(component) ? [{ kind: 'keep' as const, path, digest }] : [],
  );
}

/** Whether somebody's API server may come to be restarted in it. */
const isAway = ({ steps }: UnnumberedStage): boolean =>
  steps.some((step) => (step.kind === 'restart' || step.kind === 'prove') && takesApiServerAway(step.component));

function changes(
  successors: readonly Successor[],
  inventory: Inventory,
  { despiteEtcd, policy }: Wish,
): readonly UnnumberedStage[] {
  const access = despiteEtcd === true ? undefined : etcdAccessOf(inventory);
  const stages = staticPods.map((component) => {
    const own = successors.filter((successor) => usingComponent(successor) === component);
    return componentStage(component, own, inventory, policy, component === 'etcd' ? access : undefined);
  });
  const forPeople = successors.filter((successor) => usingComponent(successor) === undefined);
  const people = [kubeconfigStage(forPeople), ...(forPeople.some(isAdmin) ? [copyStage(inventory)] : [])];
  return forPeople.some((successor) => isAdmin(successor) && isDead(successor, inventory))
    ? [...people, ...stages]
    : [...stages, ...people];
}

/** etcd-healthcheck-client goes with etcd although no process holds it: people and probes use it against etcd. */
function usingComponent({ leaf }: Successor): Component | undefined {
  return leaf.name === 'etcd-healthcheck-client' ? 'etcd' : leaf.usedBy[0];
}

function componentStage(
  component: Component,
  own: readonly Successor[],
  inventory: Inventory,
  policy: Policy,
  etcd: EtcdAccess | undefined,
): UnnumberedStage {
  if (own.length === 0) return { name: component, steps: [] };
  const files = own.flatMap(fileChangesOf);
  const adoption = adoptionOf(
    component,
    own.map(({ leaf }) => leaf),
    inventory,
    policy,
    etcd,
  );
  const change = adoption.some(({ kind }) => kind === 'restart') ? 'restart' : 'reload';
  const gate = own.some(({ leaf }) => leaf.usedBy.includes(component)) ? gateOf(etcd, change) : [];
  return { name: `${component}: ${names(own)}`, steps: [...gate, { kind: 'install', files }, ...adoption] };
}

function kubeconfigStage(own: readonly Successor[]): UnnumberedStage {
  const steps = own.length === 0 ? [] : [{ kind: 'install' as const, files: own.flatMap(fileChangesOf) }];
  return { name: `kubeconfigs: ${names(own)}`, steps };
}

const names = (successors: readonly Successor[]): string => successors.map(({ leaf }) => leaf.name).join(', ');

const isAdmin = ({ leaf }: Successor): boolean => leaf.name === 'admin.conf';

/** The run's own calls to the API server use admin.conf: when that is dead it comes first. No process holds it. */
const isDead = ({ leaf }: Successor, { takenAt }: Inventory): boolean => hasRunOut(leaf.certificate, takenAt);
