import type { Finding, FindingCode } from '../check/finding.ts';
import { advertisedHosts, lackingNames } from '../check/rules/names.ts';
import { dateText, listed } from '../check/words.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { Component } from '../names.ts';
import { hasRunOut } from '../run-out.ts';
import type { Plan } from './plan.ts';

/** With one of these a component that reads its files at its start does not get past it. */
const fatal: readonly FindingCode[] = ['certificate-missing', 'key-missing', 'key-mismatch'];

/**
 * Why a component that is restarted for its own sake would not come back with the files that are on disk, in words. It runs on what
 * it read before, so nobody notices until then; certificates copied from another node are the classic (kubernetes/kubernetes#118216).
 */
export function startProblem(plan: Plan, inventory: Inventory, findings: readonly Finding[]): string | undefined {
  for (const component of restartedAlone(plan)) {
    const used = inventory.leaves.filter(({ kind, usedBy }) => kind === 'kubeadm' && usedBy.includes(component));
    const found = findings.find(
      ({ code, subject }) => fatal.includes(code) && used.some(({ name }) => name === subject),
    );
    const problem =
      (found && `${found.subject}: ${found.message}`) ?? runOut(used, inventory) ?? otherNode(used, inventory);
    if (problem !== undefined) return `${component} would not come back from a restart: ${problem}`;
  }
  return undefined;
}

const restartedAlone = ({ stages }: Plan): readonly Component[] =>
  stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'restart' && step.newerThan.length === 0 ? [step.component] : [])),
  );

/**
 * A certificate is looked at when a connection is made, and those of etcd's members and of the API server to etcd live for months: with
 * one that has run out they go on until somebody restarts (RFC 8446, section 4.4.2: certificates are part of the handshake).
 */
function runOut(used: readonly Leaf[], { takenAt }: Inventory): string | undefined {
  const leaf = used.find(({ authority, certificate }) => authority === 'etcd-ca' && hasRunOut(certificate, takenAt));
  if (leaf?.certificate.kind !== 'read') return undefined;
  return `${leaf.name} expired on ${dateText(leaf.certificate.value.notAfter)}, and new connections with it are refused`;
}

/** Members of etcd call each other by the addresses they advertise, and refuse a certificate that does not name them. */
function otherNode(used: readonly Leaf[], inventory: Inventory): string | undefined {
  for (const leaf of used) {
    if (leaf.certificate.kind !== 'read') continue;
    const advertised = advertisedHosts(leaf, inventory);
    const lacking = lackingNames(leaf, leaf.certificate.value, inventory).filter((name) => advertised.includes(name));
    if (lacking.length > 0) return `${leaf.name} does not name ${listed(lacking)}, by which other members call it`;
  }
  return undefined;
}
