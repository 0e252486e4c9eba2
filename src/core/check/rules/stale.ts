import { SECOND } from '../../instant.ts';
import type { Container, Endpoint, Inventory, Leaf, Served } from '../../inventory.ts';
import { reloadOf } from '../../kubeadm/reload.ts';
import type { Component } from '../../names.ts';
import type { Policy } from '../../policy.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf } from '../subject.ts';
import { urgencyOf } from '../thresholds.ts';
import { dateText } from '../words.ts';

/** A process that uses another certificate than the file holds: what a port presents is seen, what a client holds is inferred. */
export const stale: Rule = (inventory, policy) => [
  ...inventory.served.flatMap((served) => servedStale(served, inventory, policy)),
  ...inventory.leaves.flatMap((leaf) => heldStale(leaf, inventory)),
];

function servedStale(served: Served, inventory: Inventory, policy: Policy): readonly Finding[] {
  const leaf = inventory.leaves.find(({ name }) => name === served.leaf);
  if (served.presented.kind !== 'read' || leaf?.certificate.kind !== 'read') return [];
  const presented = served.presented.value;
  if (presented.fingerprint === leaf.certificate.value.fingerprint) return [];
  const { component } = served.endpoint;
  const waiting = mayStillReload(leaf, component, inventory);
  return [
    {
      code: 'stale',
      severity: waiting ? 'info' : severityOf(leaf, presented, inventory, policy),
      subject: leaf.name,
      path: certificatePathOf(leaf),
      message: `${endpointText(served.endpoint)} still serves serial ${presented.serial}, valid until ${dateText(presented.notAfter)}, not the file's ${leaf.certificate.value.serial}${waiting ? '; the file is new, this version takes a moment to read it' : ''}`,
      mend: waiting ? 'perennial check' : restartCommand(component),
    },
  ];
}

/** What is served decides, not what lies on the disk. */
function severityOf(leaf: Leaf, presented: Certificate, { takenAt }: Inventory, policy: Policy): Severity {
  const urgency = urgencyOf({ name: leaf.name, certificate: presented, policy }, takenAt);
  return urgency === 'over' || urgency === 'critical' ? 'critical' : 'warning';
}

function mayStillReload(leaf: Leaf, component: Component, { takenAt, containers, layout }: Inventory): boolean {
  const version =
    containers.find((container) => container.component === component)?.imageVersion ??
    layout.manifests.find((manifest) => manifest.component === component)?.imageVersion;
  if (version === undefined || leaf.file === undefined || leaf.kind !== 'kubeadm') return false;
  const reload = reloadOf(leaf.name, version);
  return reload.kind === 'handshake' && takenAt - leaf.file.changedAt < reload.withinSeconds * SECOND;
}

/** Where the process reads the file only when it starts, one that started before the file became what it is holds another. */
function heldStale(leaf: Leaf, { containers, served }: Inventory): readonly Finding[] {
  const { file } = leaf;
  const seen = served.some((one) => one.leaf === leaf.name && one.presented.kind === 'read');
  if (leaf.kind !== 'kubeadm' || leaf.certificate.kind !== 'read' || file === undefined || seen) return [];
  return containers
    .filter(({ component }) => leaf.usedBy.includes(component))
    .filter(({ imageVersion }) => reloadOf(leaf.name, imageVersion).kind === 'restart')
    .filter(({ startedAt }) => startedAt < file.changedAt)
    .map((container) => heldFinding(leaf, container, file.changedAt));
}

function heldFinding(leaf: Leaf, { component, startedAt }: Container, changedAt: number): Finding {
  return {
    code: 'stale',
    severity: 'warning',
    subject: leaf.name,
    path: certificatePathOf(leaf),
    message: `${component} runs since ${dateText(startedAt)} and reads this file only when it starts; the file changed on ${dateText(changedAt)}`,
    mend: restartCommand(component),
  };
}

function restartCommand(component: Component): string {
  return component === 'kubelet' ? 'systemctl restart kubelet' : `perennial restart ${component}`;
}

/** `kube-apiserver at 10.0.0.1:6443`. */
export function endpointText({ component, host, port, serverName }: Endpoint): string {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return `${component} at ${address}${serverName === undefined ? '' : ` (${serverName})`}`;
}
