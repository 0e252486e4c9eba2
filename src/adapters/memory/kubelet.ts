import { randomUUID } from 'node:crypto';
import type { Instant } from '../../core/instant.ts';
import type { ManifestFacts } from '../../core/inventory.ts';
import type { Component } from '../../core/names.ts';
import { filesOf, isPair, layoutIn, leafFiles } from './control-plane.ts';
import { settleLeases } from './leases.ts';
import type { Machine, Process } from './machine.ts';
import { bytesAt } from './tree.ts';

const restartDelay = 1200;
/** After a start that failed. */
const backOff = 10_000;
const healthyAfter = 300;

/** What has happened on the machine until now: containers started and ended by the kubelet, leases taken and renewed. */
export function settle(machine: Machine): void {
  const { manifests } = layoutIn(machine);
  for (const component of [...machine.processes.keys()]) {
    if (!manifests.some((manifest) => manifest.component === component)) end(machine, component);
  }
  if (machine.units.has('kubelet')) for (const manifest of manifests) startWhenDue(machine, manifest);
  settleLeases(machine);
}

/** Starts everything at once: a control plane that has been running for a while. */
export function boot(machine: Machine, since: Instant): void {
  for (const manifest of layoutIn(machine).manifests) start(machine, manifest, since);
  settle(machine);
}

/** A container ends; the kubelet will start another. */
export function end(machine: Machine, component: Component): void {
  machine.processes.delete(component);
  const delay = machine.behaviour.get(component)?.restartDelay ?? restartDelay;
  machine.nextStart.set(component, machine.now + delay);
  if (component === 'kube-apiserver') machine.outages.push({ from: machine.now, to: undefined });
}

/** Whether the process is there, past its start, and answers on its ports. */
export function isHealthy(machine: Machine, component: Component): boolean {
  const process = machine.processes.get(component);
  const { answers = true, hangs = false, lacksQuorum = false } = machine.behaviour.get(component) ?? {};
  if (process === undefined || !answers || hangs || lacksQuorum) return false;
  return machine.now >= process.startedAt + healthyAfter;
}

function startWhenDue(machine: Machine, manifest: ManifestFacts): void {
  const { component } = manifest;
  if (machine.processes.has(component)) return;
  const due = machine.nextStart.get(component) ?? machine.now;
  machine.nextStart.set(component, due);
  if (due > machine.now || machine.behaviour.get(component)?.comesBack === false) return;
  if (canStart(machine, component)) start(machine, manifest, due);
  else machine.nextStart.set(component, machine.now + backOff);
}

function start(machine: Machine, manifest: ManifestFacts, startedAt: Instant): void {
  const { component, imageVersion } = manifest;
  const held = new Map<string, Buffer>();
  for (const path of filesOf(machine, manifest)) {
    const bytes = bytesAt(machine, path);
    if (bytes !== undefined) held.set(path, bytes);
  }
  const process: Process = { component, id: containerId(), imageVersion, startedAt, held };
  machine.processes.set(component, process);
  machine.nextStart.delete(component);
  const outage = machine.outages.at(-1);
  if (component === 'kube-apiserver' && outage !== undefined) outage.to ??= startedAt + healthyAfter;
}

/** The API server and etcd refuse to start with a certificate and a key that do not match. */
function canStart(machine: Machine, component: Component): boolean {
  const layout = layoutIn(machine);
  const serving =
    component === 'etcd' ? ['etcd-server', 'etcd-peer'] : component === 'kube-apiserver' ? ['apiserver'] : [];
  return serving.every((name) => {
    const files = leafFiles(layout, name);
    return files !== undefined && isPair(bytesAt(machine, files.certificatePath), bytesAt(machine, files.keyPath));
  });
}

function containerId(): string {
  return (randomUUID() + randomUUID()).replaceAll('-', '');
}
