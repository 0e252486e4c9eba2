import type { Inventory, Leaf } from '../../inventory.ts';
import type { Finding } from '../finding.ts';
import { copyStanding } from '../copies.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, isForPeopleOnly, KUBELET_CLIENT, KUBELET_SERVER, renewalCommand } from '../subject.ts';
import { effectiveEnd, type Held, renewalDueAt, type Urgency, urgencyOf } from '../thresholds.ts';
import { heldOf } from '../trust-path.ts';
import { dateText, durationText } from '../words.ts';

/** A leaf whose end has come, comes near, or is near enough to renew it; the first to end first. */
export const expiry: Rule = (inventory, policy) =>
  inventory.leaves
    .filter((leaf) => isJudgedByDate(leaf, inventory))
    .flatMap((leaf) => {
      const held = heldOf(leaf, inventory, policy);
      return held === undefined ? [] : [{ leaf, held, end: effectiveEnd(held.certificate, held.authorities ?? []) }];
    })
    .sort((one, other) => one.end - other.end)
    .flatMap(({ leaf, held }) => expiryOf(leaf, held, inventory));

/**
 * The kubelet's serving certificate and copies of admin.conf have rules of their own. A foreign certificate is nobody's duty, unless
 * a component's flags name it: the API server's client certificate for an external etcd ends in an outage like any other.
 */
function isJudgedByDate(leaf: Leaf, inventory: Inventory): boolean {
  if (leaf.kind === 'copy') return copyStanding(leaf, inventory) === 'own credential';
  if (leaf.kind === 'unknown') return leaf.usedBy.length > 0 && !isOutlived(leaf, inventory);
  return leaf.name !== KUBELET_SERVER;
}

/** The first of a bundle that components verify others with, where a later one goes on: an old authority ends so in every rotation. */
function isOutlived({ name, certificate }: Leaf, { trustFiles }: Inventory): boolean {
  const members = trustFiles.find(({ path }) => path === name)?.members;
  if (certificate.kind !== 'read' || members?.kind !== 'read') return false;
  const { notAfter } = certificate.value;
  return members.value.some((member) => member.notAfter > notAfter);
}

function expiryOf(leaf: Leaf, held: Held, inventory: Inventory): readonly Finding[] {
  const urgency = urgencyOf(held, inventory.takenAt);
  if (urgency === 'none' || (urgency === 'due' && leaf.name === KUBELET_CLIENT)) return [];
  const limit = limitedBy(held, leaf, inventory);
  const mend = limit === undefined ? renewalCommand(leaf) : `perennial explain ${limit.code}`;
  return [
    {
      ...judgement(urgency, leaf),
      subject: leaf.name,
      path: certificatePathOf(leaf),
      message: sentence(held, urgency, inventory.takenAt) + (limit?.words ?? ''),
      ...(mend !== undefined && { mend }),
    },
  ];
}

/** What stops at its end is critical; what only people notice is a warning. */
function judgement(urgency: Exclude<Urgency, 'none'>, leaf: Leaf): Pick<Finding, 'code' | 'severity'> {
  const worst = isForPeopleOnly(leaf) ? 'warning' : 'critical';
  switch (urgency) {
    case 'over':
      return { code: 'expired', severity: worst };
    case 'critical':
      return { code: 'expiring', severity: worst };
    case 'warning':
      return { code: 'expiring', severity: 'warning' };
    case 'due':
      return { code: 'renewal-due', severity: 'info' };
  }
}

function sentence(held: Held, urgency: Exclude<Urgency, 'none'>, now: number): string {
  const end = effectiveEnd(held.certificate, held.authorities ?? []);
  if (urgency === 'over') return `expired on ${dateText(end)}, ${durationText(now - end)} ago`;
  const ends = `ends on ${dateText(end)}, in ${durationText(end - now)}`;
  return urgency === 'due' ? `${ends}; due for renewal since ${dateText(renewalDueAt(held))}` : ends;
}

/** A renewal cannot reach beyond the signer, and there is none without its key: then the authority is what needs mending. */
function limitedBy(held: Held, leaf: Leaf, { authorities, takenAt }: Inventory) {
  if (leaf.kind !== 'kubeadm') return undefined;
  const { signer } = held;
  if (signer !== undefined && effectiveEnd(held.certificate, held.authorities ?? []) >= signer.notAfter) {
    const code = signer.notAfter < takenAt ? 'authority-expired' : 'authority-expiring';
    return { code, words: `, with its authority ${leaf.authority}: a renewal cannot reach further` };
  }
  const authority = authorities.find(({ name }) => name === leaf.authority);
  if (authority?.key.kind !== 'missing') return undefined;
  return {
    code: 'authority-external',
    words: `; the key of ${authority.name} is not on this node, so its owner has to sign`,
  };
}
