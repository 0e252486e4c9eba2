import { KUBELET_CLIENT } from '../check/subject.ts';
import { dateText, listed } from '../check/words.ts';
import { PerennialError } from '../errors.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { Authority, Inventory } from '../inventory.ts';
import { KUBELET_CLIENT_LINK } from '../kubeadm/kubelet-files.ts';
import type { AuthorityName } from '../names.ts';
import { runOutLeaves } from '../run-out.ts';
import { kubeletNeed } from './kubelet-need.ts';

/** How far behind a clock may be and still be taken for right: certificates are dated back by five minutes. */
const TOLERATED = 10 * MINUTE;

/**
 * The clock comes first: an empty battery makes everything look dead, or not begun yet. Nothing on a disk can be younger than now;
 * that a clock is ahead cannot be seen here, so what it says is in every refusal and at the head of the plan.
 */
export function refuseWrongClock(inventory: Inventory): void {
  const { takenAt } = inventory;
  const newest = tracesOf(inventory).toSorted((one, other) => other.at - one.at)[0];
  if (newest === undefined || newest.at <= takenAt + TOLERATED) return;
  throw new PerennialError(
    'clock-off',
    `the clock of this machine says ${dateText(takenAt)}, but ${newest.what} on ${dateText(newest.at)}`,
    {
      hint: 'set the clock first: the certificates may be alive, and new ones would begin at the wrong time',
      next: 'timedatectl',
    },
  );
}

/** What happened at a known time, so that it is later now. */
function tracesOf({ leaves, authorities }: Inventory): readonly { readonly what: string; readonly at: Instant }[] {
  const begun = [
    ...authorities.flatMap(({ name, members }) =>
      members.kind === 'read' ? members.value.map(({ notBefore }) => ({ name, notBefore })) : [],
    ),
    ...leaves.flatMap(({ name, kind, certificate }) =>
      kind !== 'unknown' && kind !== 'copy' && certificate.kind === 'read'
        ? [{ name, notBefore: certificate.value.notBefore }]
        : [],
    ),
  ];
  return [
    ...begun.map(({ name, notBefore }) => ({ what: `${name} begins`, at: notBefore })),
    ...leaves.flatMap(({ file }) =>
      file === undefined ? [] : [{ what: `${file.path} was changed`, at: file.changedAt }],
    ),
  ];
}

/** Those without which nothing comes back. Only the aggregation layer goes by front-proxy-ca. */
export const vitalAuthorities: readonly AuthorityName[] = ['ca', 'etcd-ca'];

/** Under a dead authority every leaf is dead, whatever is issued; without its key nothing can be. */
export function refuseDeadAuthorities(inventory: Inventory, names: readonly AuthorityName[]): void {
  const { authorities, takenAt } = inventory;
  for (const authority of authorities.filter(({ name }) => names.includes(name))) {
    const { name, members, key } = authority;
    if (members.kind !== 'read') continue;
    if (members.value.every(({ notAfter }) => notAfter <= takenAt)) throw dead(authority, takenAt);
    const unsigned = key.kind === 'missing' ? deadUnder(name, inventory) : [];
    if (unsigned.length > 0) throw withoutKey(authority, unsigned, inventory);
  }
}

/** Names of what it would have to sign. */
function deadUnder(authority: AuthorityName, inventory: Inventory): readonly string[] {
  const leaves = runOutLeaves(inventory).filter((leaf) => leaf.authority === authority);
  const isKubeletDead = authority === 'ca' && kubeletNeed(inventory)?.newCredential === true;
  return [...leaves.map(({ name }) => name), ...(isKubeletDead ? [KUBELET_CLIENT] : [])];
}

function dead({ name, certificatePath, members }: Authority, takenAt: Instant): PerennialError {
  const ends = members.kind === 'read' ? members.value.map(({ notAfter }) => notAfter) : [];
  return new PerennialError(
    'authority-expired',
    `the authority ${name} itself ended on ${dateText(Math.max(...ends))}, and nothing it signs is accepted any more`,
    {
      file: certificatePath,
      hint: `no rescue of leaves helps: the authority has to be replaced on all nodes; unless this machine's clock is wrong, which says ${dateText(takenAt)}`,
      next: 'perennial explain authority-expired',
    },
  );
}

function withoutKey({ name, keyPath }: Authority, unsigned: readonly string[], { node }: Inventory): PerennialError {
  const kubelet = `; kubelet-client is certificate and key in ${KUBELET_CLIENT_LINK}, for CN=system:node:${node} and O=system:nodes`;
  return new PerennialError(
    'authority-external',
    `the key of the authority ${name} is not here, and it would have to sign ${listed(unsigned)}`,
    {
      file: keyPath,
      hint: `let the owner of ${name} issue them, put them in place, then run it again: it starts what has to be started${unsigned.includes(KUBELET_CLIENT) ? kubelet : ''}`,
      next: 'perennial explain authority-external',
    },
  );
}
