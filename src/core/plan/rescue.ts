import { PerennialError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import { endpointsOf } from '../kubeadm/endpoints.ts';
import { type Path, staticPods } from '../names.ts';
import type { Policy } from '../policy.ts';
import { runOutLeaves } from '../run-out.ts';
import { adoptionOf, awaitOf } from './adoption.ts';
import { copyStage } from './copies.ts';
import { deathsOf, type UnitsSeen } from './deaths.ts';
import type { Evidence } from './evidence.ts';
import { type KubeletRepair, kubeletRepair } from './kubelet.ts';
import { awaitKubelet, heartbeatOf } from './kubelet-adoption.ts';
import { kubeletNeed } from './kubelet-need.ts';
import { numbered, type Unnumbered, type UnnumberedStage } from './numbered.ts';
import type { Plan } from './plan.ts';
import { KUBELET_HEARD, preparation } from './renewal.ts';
import { refuseDeadAuthorities, refuseWrongClock } from './rescue-refusals.ts';
import { selectionOf } from './selection.ts';
import { fileChangesOf, type Successor, successorOf } from './successor.ts';
import { wishFor } from './wish.ts';

/** The kubelet's longest back-off is five minutes. */
const PATIENCE_SECONDS = 400;

/**
 * The first half of a rescue: everything that one node can do without the others. Unlike in a renewal all files are replaced before
 * anything is started, since what runs may be starting again and again with the old ones. Refuses with words what it cannot mend.
 */
export function rescuePlan(inventory: Inventory, units: UnitsSeen, policy: Policy): Plan {
  refuseWrongClock(inventory);
  refuseDeadAuthorities(inventory, neededAuthorities(inventory));
  const dead = deathsOf(inventory, units);
  if (dead.length === 0) throw nothingDead();
  const wish = wishFor('due', policy);
  const { leaves, leftAlone } = selectionOf(inventory, wish);
  const successors = leaves.map((leaf) => successorOf(leaf, inventory, wish));
  const kubelet = kubeletRepair(inventory, policy);
  const changes = [inPlace(successors, inventory), ...kubeletChange(kubelet)];
  const stages = [
    madeFirst(successors, kubelet, inventory),
    ...changes,
    started(inventory, units, changedPaths(changes)),
    peerStage(inventory),
  ];
  return {
    format: 1,
    intent: { kind: 'rescue', dead },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered(stages),
    leftAlone,
  };
}

/**
 * The second half, once etcd has a quorum: every component is awaited and proved to use what is on disk. It is planned for an API
 * server that answers, as the stage before the proofs waits for it. What etcd remembers of the kubelet is from before the night.
 */
export function rescueProofPlan(inventory: Inventory, policy: Policy): Plan {
  const answering = {
    ...inventory,
    clock: { apiServerOffsetMilliseconds: inventory.clock.apiServerOffsetMilliseconds ?? 0 },
  };
  const stages = staticPods.flatMap((component): readonly UnnumberedStage[] => {
    const own = inventory.leaves.filter(({ kind, usedBy }) => kind === 'kubeadm' && usedBy.includes(component));
    const steps = adoptionOf(component, own, answering, policy).map(patient);
    if (component !== 'kube-apiserver' || steps.length === 0) return [{ name: component, steps }];
    return [
      { name: `${component}: answers`, steps: [patient(awaitOf(component, answering))] },
      { name: component, steps: steps.filter(({ kind }) => kind !== 'await') },
    ];
  });
  const heard = { name: KUBELET_HEARD, steps: [{ ...heartbeatOf(inventory, []), since: inventory.takenAt }] };
  return {
    format: 1,
    intent: { kind: 'rescue', dead: [] },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered([...stages, heard]),
    leftAlone: [],
  };
}

function nothingDead(): PerennialError {
  return new PerennialError(
    'nothing-dead',
    'nothing is dead on this node: no certificate has ended, and everything runs',
    {
      hint: 'perennial renew is what you want',
      next: 'perennial check',
    },
  );
}

function neededAuthorities(inventory: Inventory): ReadonlySet<string> {
  const dead = runOutLeaves(inventory).map(({ authority }) => authority ?? '');
  return new Set([...dead, ...(kubeletNeed(inventory)?.newCredential ? ['ca'] : [])]);
}

function madeFirst(
  successors: readonly Successor[],
  kubelet: KubeletRepair | undefined,
  inventory: Inventory,
): UnnumberedStage {
  const made = preparation(successors, inventory);
  return { ...made, steps: [...made.steps, ...(kubelet?.preparation ?? [])] };
}

/** All of them at once: nothing that needs one of them works before it has all. */
function inPlace(successors: readonly Successor[], inventory: Inventory): UnnumberedStage {
  const files = successors.flatMap(fileChangesOf);
  const copies = successors.some(({ leaf }) => leaf.name === 'admin.conf') ? copyStage(inventory).steps : [];
  const name = `put in place: ${successors.map(({ leaf }) => leaf.name).join(', ')}`;
  return { name, steps: [...(files.length === 0 ? [] : [{ kind: 'install' as const, files }]), ...copies] };
}

const kubeletChange = (kubelet: KubeletRepair | undefined): readonly UnnumberedStage[] =>
  kubelet === undefined ? [] : [kubelet.change];

function changedPaths(stages: readonly UnnumberedStage[]): readonly Path[] {
  const files = stages.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'install' ? step.files : [])));
  return files.map(({ path }) => path);
}

/** A kubelet that is started anew forgets its back-off, and starts every static pod with the files of now. */
function started(inventory: Inventory, units: UnitsSeen, newerThan: readonly Path[]): UnnumberedStage {
  const runtime: readonly Unnumbered[] =
    units.containerd.isInstalled && units.containerd.startedAt === undefined
      ? [{ kind: 'unit', unit: 'containerd', newerThan: [], withinSeconds: 60 }]
      : [];
  const startedAfter = inventory.takenAt;
  const kubelet: Unnumbered = { kind: 'unit', unit: 'kubelet', newerThan, startedAfter, withinSeconds: 60 };
  return { name: 'start what must run', steps: [...runtime, kubelet, ...awaitKubelet(inventory)] };
}

/** etcd's peers listen before there is a quorum, its clients only after; so this can be shown on the first of several nodes. */
function peerStage({ leaves, layout }: Inventory): UnnumberedStage {
  const leaf = leaves.find(({ name }) => name === 'etcd-peer');
  const manifest = layout.manifests.find(({ component }) => component === 'etcd');
  const name = 'etcd: listens for the other members';
  if (leaf?.holder.kind !== 'pair' || leaf.certificate.kind !== 'read' || manifest === undefined)
    return { name, steps: [] };
  const path = leaf.holder.certificatePath;
  const evidence = endpointsOf(layout)
    .filter((one) => one.leaf === leaf.name)
    .map(({ endpoint }): Evidence => ({ kind: 'served', name: leaf.name, path, endpoint }));
  if (evidence.length === 0) return { name, steps: [] };
  return {
    name,
    steps: [
      { kind: 'prove', component: 'etcd', evidence, withinSeconds: 120, graceSeconds: manifest.gracePeriodSeconds },
    ],
  };
}

function patient(step: Unnumbered): Unnumbered {
  return step.kind === 'await' ? { ...step, withinSeconds: PATIENCE_SECONDS } : step;
}
