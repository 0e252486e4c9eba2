import { KUBELET_CLIENT } from '../check/subject.ts';
import { dateText } from '../check/words.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import { KUBELET_CLIENT_LINK } from '../kubeadm/kubelet-files.ts';

/** What this node's kubelet cannot mend by itself, and why. */
export interface KubeletNeed {
  readonly leaf: Leaf;
  /** Of `kubelet-client`, in words. */
  readonly why: string;
  readonly newCredential: boolean;
  /** kubelet.conf has to name the file that the kubelet renews. */
  readonly newReference: boolean;
}

/**
 * A kubelet renews its own certificate as long as it has one and kubelet.conf names the file. Dead, nobody takes it any more, and
 * kubeadm has removed the bootstrap credential it would need (kubernetes/kubeadm#2054); carried in kubelet.conf, it is not renewed
 * there (kubernetes/kubeadm#1753). Asked for by name, it is replaced as it is. Undefined where nothing of the kind is seen, and where kubelet.conf holds none at all.
 */
export function kubeletNeed(inventory: Inventory, isAskedFor = false): KubeletNeed | undefined {
  const leaf = inventory.leaves.find(({ name }) => name === KUBELET_CLIENT);
  const { kubeconfig } = inventory.kubelet;
  if (leaf === undefined || kubeconfig.kind !== 'read') return undefined;
  const { credential, certificatePath } = kubeconfig.value;
  const dead = deathOf(leaf, inventory) ?? (isAskedFor ? 'it was asked for' : undefined);
  const isRotating = leaf.holder.kind === 'combined';
  if (credential === 'embedded') {
    const why = dead ?? 'kubelet.conf carries its certificate inside, where nobody renews it';
    return { leaf, why, newCredential: dead !== undefined || !isRotating, newReference: true };
  }
  if (dead === undefined || credential === 'none') return undefined;
  return { leaf, why: dead, newCredential: true, newReference: certificatePath !== KUBELET_CLIENT_LINK };
}

/** Whether the kubelet's credential is of no more use, in words. What we may not read is not known to be dead. */
function deathOf({ certificate, key }: Leaf, { takenAt }: Inventory): string | undefined {
  switch (certificate.kind) {
    case 'absent-by-design':
      return undefined;
    case 'missing':
      return 'its certificate is missing';
    case 'unreadable':
      return isBroken(certificate.reason) ? `its certificate is broken: ${certificate.detail}` : undefined;
    case 'read':
      break;
  }
  const { notAfter, key: publicKey } = certificate.value;
  if (notAfter <= takenAt) return `its certificate ended on ${dateText(notAfter)}`;
  switch (key.kind) {
    case 'absent-by-design':
      return undefined;
    case 'missing':
      return 'its key is missing';
    case 'unreadable':
      return isBroken(key.reason) ? `its key is broken: ${key.detail}` : undefined;
    case 'read':
      return key.value.facts.publicKeyDigest === publicKey.publicKeyDigest
        ? undefined
        : 'its key belongs to another certificate';
  }
}

/** `not-a-file`: a link to nothing is one. */
const isBroken = (reason: string): boolean => reason === 'parse' || reason === 'not-a-file';
