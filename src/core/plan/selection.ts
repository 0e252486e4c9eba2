import { KUBELET_CLIENT, KUBELET_SERVER } from '../check/subject.ts';
import { renewalDueAt } from '../check/thresholds.ts';
import { heldOf } from '../check/trust-path.ts';
import { didYouMean } from '../did-you-mean.ts';
import { PerennialError } from '../errors.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { LeftAlone } from './plan.ts';
import { isSameFile } from './same-file.ts';
import type { Wish } from './wish.ts';

export interface Selection {
  readonly leaves: readonly Leaf[];
  readonly leftAlone: readonly LeftAlone[];
}

/** Which of kubeadm's certificates a wish means, and why the others are left alone. A name that does not exist is refused. */
export function selectionOf(inventory: Inventory, wish: Wish): Selection {
  const ours = inventory.leaves.filter((leaf) => leaf.kind === 'kubeadm');
  refuseUnknownNames(wish, inventory);
  const leftAlone: LeftAlone[] = [];
  const leaves: Leaf[] = [];
  for (const leaf of ours) {
    const why = whyNot(leaf, inventory, wish) ?? renewedAs(leaf, leaves);
    if (why === undefined) leaves.push(leaf);
    else leftAlone.push({ name: leaf.name, why });
  }
  return { leaves, leftAlone };
}

function renewedAs(leaf: Leaf, chosen: readonly Leaf[]): string | undefined {
  const same = chosen.find((other) => isSameFile(leaf, other));
  return same === undefined ? undefined : `it is one file with ${same.name}, and renewed as that`;
}

function refuseUnknownNames(wish: Wish, { leaves }: Inventory): void {
  const known = leaves
    .filter(({ kind, name }) => kind === 'kubeadm' || name === KUBELET_SERVER)
    .map(({ name }) => name);
  const asked = [...namesOf(wish), ...Object.keys(wish.sans.add), ...Object.keys(wish.sans.remove)];
  for (const name of asked) {
    if (known.includes(name) || (name === KUBELET_CLIENT && namesOf(wish).includes(name))) continue;
    const guess = didYouMean(name, known);
    throw new PerennialError('unknown-name', `there is no certificate named ${name} on this node`, {
      hint: guess === undefined ? `the names are ${known.join(', ')}` : `did you mean ${guess}?`,
      next: 'perennial check',
    });
  }
}

const namesOf = (wish: Wish): readonly string[] => (wish.which.kind === 'named' ? wish.which.names : []);

/** Why a certificate is not renewed; undefined when it is. */
function whyNot(leaf: Leaf, inventory: Inventory, wish: Wish): string | undefined {
  if (wish.which.kind === 'named' && !wish.which.names.includes(leaf.name)) return 'not asked for';
  switch (leaf.certificate.kind) {
    case 'absent-by-design':
      return leaf.certificate.why;
    case 'missing':
      return missing;
    case 'unreadable':
      return `could not be read (${leaf.certificate.reason}): ${leaf.certificate.detail}`;
    case 'read':
      break;
  }
  const authority = inventory.authorities.find(({ name }) => name === leaf.authority);
  if (authority?.key.kind === 'missing') return externallyManaged(leaf, wish);
  return wish.which.kind === 'due' ? notDue(leaf, inventory, wish) : undefined;
}

/** kubeadm needs the old certificate too: it is where names and usages come from. */
const missing =
  'the file is missing, so its names are not known; perennial explain certificate-missing says how to make it';

/** kubeadm makes requests only where no files are yet, and takes the names from its configuration alone. */
function externallyManaged(leaf: Leaf, wish: Wish): string {
  const requests = 'kubeadm certs generate-csr --config FILE --cert-dir FOLDER --kubeconfig-dir FOLDER';
  const why = `its authority ${leaf.authority} is external (no key here); let its owner sign a request made with '${requests}'`;
  if (wish.which.kind !== 'named') return why;
  throw new PerennialError('authority-external', `${leaf.name} cannot be renewed here: ${why}`, {
    hint: 'copy the new certificate into place yourself, then run perennial check to see that it is served',
  });
}

function notDue(leaf: Leaf, inventory: Inventory, { policy }: Wish): string | undefined {
  const held = heldOf(leaf, inventory, policy);
  if (held === undefined) return undefined;
  const dueAt = renewalDueAt(held);
  return dueAt <= inventory.takenAt ? undefined : `not due before ${new Date(dueAt).toISOString().slice(0, 10)}`;
}
