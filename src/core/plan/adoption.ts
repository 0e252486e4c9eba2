import type { EtcdAccess } from '../etcd/access.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import { endpointsOf, healthCheckOf } from '../kubeadm/endpoints.ts';
import { reloadOf } from '../kubeadm/reload.ts';
import type { Component, Path } from '../names.ts';
import type { Policy } from '../policy.ts';
import { drained, drainingOf, shortGrace, takesApiServerAway } from './draining.ts';
import type { Unnumbered } from './numbered.ts';
import type { Evidence } from './evidence.ts';
import type { Await, Restart } from './plan.ts';

/** Components whose leader holds a Lease of the same name in kube-system. */
const leaseOf = (component: Component): string | undefined =>
  component === 'kube-controller-manager' || component === 'kube-scheduler' ? component : undefined;

const HEALTHY_WITHIN_SECONDS = 120;

/**
 * How a component comes to use its new files, and how that is shown: restarted where this version reads them only at its start,
 * proved where it re-reads them; drained if that takes the API server away from others' clients. Nothing of the kind for a folder that stands for `/`, and for a component without a manifest here.
 */
export function adoptionOf(
  component: Component,
  leaves: readonly Leaf[],
  inventory: Inventory,
  policy: Policy,
  etcd?: EtcdAccess,
): readonly Unnumbered[] {
  const manifest = inventory.layout.manifests.find((one) => one.component === component);
  if (inventory.reach === 'files' || manifest === undefined) return [];
  const held = leaves.filter(({ usedBy }) => usedBy.includes(component));
  const restarts = held.some(({ name }) => reloadOf(name, versionOf(inventory, component)).kind === 'restart');
  const draining = takesApiServerAway(component) ? drainingOf(inventory, policy) : undefined;
  const graceSeconds = manifest.gracePeriodSeconds;
  if (restarts) {
    const grace = draining === undefined ? graceSeconds : shortGrace(component, graceSeconds);
    const steps = [restartOf(component, held.map(pathOf), grace, inventory), awaitOf(component, inventory)];
    const last = component === 'etcd' && draining !== undefined ? [awaitOf('kube-apiserver', inventory)] : [];
    return drained([...steps, ...last], draining);
  }
  const evidence = held.flatMap((leaf) => evidenceOf(leaf, component, inventory));
  const withinSeconds = Math.max(0, ...held.map(({ name }) => boundOf(name, versionOf(inventory, component))));
  if (evidence.length === 0) return [awaitOf(component, inventory)];
  const until = healthCheckOf(inventory.layout, 'kube-apiserver');
  return [
    {
      kind: 'prove',
      component,
      evidence,
      withinSeconds,
      graceSeconds: shortGrace(component, graceSeconds),
      ...(etcd !== undefined && { etcd }),
      ...(draining !== undefined && { drain: { ...draining, until } }),
    },
    awaitOf(component, inventory),
  ];
}

export function restartOf(
  component: Component,
  newerThan: readonly Path[],
  graceSeconds: number,
  inventory: Inventory,
): Unnumbered<Restart> {
  const lease = apiAnswers(inventory) ? leaseOf(component) : undefined;
  return { kind: 'restart', component, newerThan, graceSeconds, ...(lease !== undefined && { lease }) };
}

export function awaitOf(component: Component, inventory: Inventory): Unnumbered<Await> {
  const lease = apiAnswers(inventory) ? leaseOf(component) : undefined;
  return {
    kind: 'await',
    component,
    health: healthCheckOf(inventory.layout, component),
    withinSeconds: HEALTHY_WITHIN_SECONDS,
    verified: component === 'kube-apiserver',
    ...(lease !== undefined && { lease }),
  };
}

/** A client certificate's call needs an API server that takes ours; where that cannot be asked, the version's table is the evidence. */
function evidenceOf(leaf: Leaf, component: Component, inventory: Inventory): readonly Evidence[] {
  const reload = reloadOf(leaf.name, versionOf(inventory, component));
  const path = pathOf(leaf);
  switch (reload.kind) {
    case 'restart':
      return [];
    case 're-read':
      return [
        {
          kind: 're-read',
          name: leaf.name,
          path,
          intervalSeconds: reload.intervalSeconds,
          call: apiAnswers(inventory) ? reload.call : 'none',
        },
      ];
    case 'handshake':
      return endpointsOf(inventory.layout)
        .filter((one) => one.leaf === leaf.name)
        .map(({ endpoint }) => ({ kind: 'served', name: leaf.name, path, endpoint }));
  }
}

function boundOf(name: string, version: string): number {
  const reload = reloadOf(name, version);
  switch (reload.kind) {
    case 'restart':
      return 0;
    case 're-read':
      return reload.intervalSeconds + 10;
    case 'handshake':
      return reload.withinSeconds;
  }
}

/** Kubernetes' version as the reload table counts it; etcd, which counts otherwise, goes with its API server. */
function versionOf({ layout }: Inventory, component: Component): string {
  const counted = component === 'etcd' ? 'kube-apiserver' : component;
  const manifest = layout.manifests.find((one) => one.component === counted);
  return manifest?.imageVersion ?? layout.kubeadmConfig.kubernetesVersion ?? '';
}

/** Whether the API server took our credential when we looked; when not, nothing in the plan may depend on it. */
export const apiAnswers = ({ clock }: Inventory): boolean => clock.apiServerOffsetMilliseconds !== undefined;

const pathOf = ({ holder }: Leaf): Path => (holder.kind === 'pair' ? holder.certificatePath : holder.path);
