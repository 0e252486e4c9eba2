import { PerennialError } from '../errors.ts';
import { etcdAccessAnyway } from '../etcd/access-of.ts';
import type { Inventory } from '../inventory.ts';
import { type Component, staticPods } from '../names.ts';
import type { Policy } from '../policy.ts';
import { awaitOf, restartOf } from './adoption.ts';
import { drained, drainingOf, drainLeftOut, shortGrace, takesApiServerAway } from './draining.ts';
import { gateOf } from './gate.ts';
import { numbered, type Unnumbered, type UnnumberedStage } from './numbered.ts';
import type { Draining, Plan } from './plan.ts';

export interface RestartWish {
  readonly which: { readonly kind: 'all' } | { readonly kind: 'named'; readonly components: readonly Component[] };
  /** Instead of what is short where it is drained, and the pod's own elsewhere. */
  readonly graceSeconds?: number;
  /** False: clients are not kept away, whoever else could serve them. */
  readonly drain: boolean;
  /** Although etcd is not well, or stands still meanwhile. */
  readonly despiteEtcd: boolean;
  readonly policy: Policy;
}

/** Other containers of some components, healthy. Explicit, so it names the containers that have to go. */
export function restartPlan(inventory: Inventory, wish: RestartWish): Plan {
  const components = wantedOf(inventory, wish);
  const draining = wish.drain ? drainingOf(inventory, wish.policy) : undefined;
  const away = components.filter(takesApiServerAway);
  const together = draining === undefined || away.length === 0 ? [] : [drainedStage(away, draining, inventory, wish)];
  const alone = components.filter((component) => draining === undefined || !takesApiServerAway(component));
  const stages = [...together, ...alone.map((component) => ownStage(component, inventory, wish))];
  return {
    format: 1,
    intent: { kind: 'restart', components },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered(stages),
    leftAlone: wish.drain && away.length > 0 ? drainLeftOut(inventory) : [],
  };
}

function wantedOf({ layout }: Inventory, { which }: RestartWish): readonly Component[] {
  const here = staticPods.filter((component) => layout.manifests.some((one) => one.component === component));
  const wanted = which.kind === 'all' ? here : which.components;
  const missing = wanted.find((component) => !here.includes(component)) ?? (wanted.length === 0 && 'this machine');
  if (missing === false) return staticPods.filter((component) => wanted.includes(component));
  throw new PerennialError('unknown-name', `${missing} has no static-pod manifest on this node`, {
    hint: `the manifests are those of ${here.join(', ') || 'nothing'}`,
  });
}

/** etcd and the API server of one node go together: the one does not serve without the other. */
function drainedStage(
  away: readonly Component[],
  draining: Draining,
  inventory: Inventory,
  wish: RestartWish,
): UnnumberedStage {
  const steps = away.flatMap((component) => restarted(component, inventory, wish, shortGrace));
  const last = away.includes('kube-apiserver') ? [] : [awaitOf('kube-apiserver', inventory)];
  const gate = away.flatMap((component) => gateFor(component, inventory, wish));
  return {
    name: `${away.join(' and ')}: restart, drained`,
    steps: [...gate, ...drained([...steps, ...last], draining)],
  };
}

function ownStage(component: Component, inventory: Inventory, wish: RestartWish): UnnumberedStage {
  const gate = gateFor(component, inventory, wish);
  return { name: `${component}: restart`, steps: [...gate, ...restarted(component, inventory, wish)] };
}

function gateFor(component: Component, inventory: Inventory, { despiteEtcd }: RestartWish): readonly Unnumbered[] {
  return component === 'etcd' && !despiteEtcd ? gateOf(etcdAccessAnyway(inventory), 'restart') : [];
}

function restarted(
  component: Component,
  inventory: Inventory,
  { graceSeconds }: RestartWish,
  graceOf: typeof shortGrace = (_, seconds) => seconds,
): readonly Unnumbered[] {
  const own = inventory.layout.manifests.find((one) => one.component === component)?.gracePeriodSeconds ?? 30;
  const running = inventory.containers.find((container) => container.component === component);
  const restart = restartOf(component, [], graceSeconds ?? graceOf(component, own), inventory);
  return [{ ...restart, ...(running !== undefined && { notContainer: running.id }) }, awaitOf(component, inventory)];
}
