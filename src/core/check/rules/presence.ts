import type { Inventory, Leaf } from '../../inventory.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import {
  certificatePathOf,
  isForPeopleOnly,
  isOfTheNode,
  keyPathOf,
  KUBELET_CLIENT,
  KUBELET_SERVER,
} from '../subject.ts';

/** A certificate of the table that is not there. */
export const certificateMissing: Rule = (inventory) =>
  inventory.leaves
    .filter((leaf) => leaf.certificate.kind === 'missing' && isExpected(leaf, inventory))
    .map((leaf) => ({
      code: 'certificate-missing',
      severity: isForPeopleOnly(leaf) || leaf.name === 'admin.conf' ? 'warning' : 'critical',
      subject: leaf.name,
      path: certificatePathOf(leaf),
      message: missingSentence(leaf),
      mend: makingCommand(leaf),
    }));

/**
 * super-admin.conf is on the first node only, and better on none; the kubelet makes its serving certificate itself; with an
 * external etcd its certificates are elsewhere.
 */
function isExpected(leaf: Leaf, { layout }: Inventory): boolean {
  if (!isOfTheNode(leaf) || leaf.name === 'super-admin.conf' || leaf.name === KUBELET_SERVER) return false;
  return layout.etcd !== 'external' || leaf.authority !== 'etcd-ca';
}

function missingSentence({ usedBy, name }: Leaf): string {
  const [component] = usedBy;
  if (component !== undefined) return `the file is missing, and ${component} will not start again without it`;
  return name === 'admin.conf' ? 'the file is missing: nobody on this node can use it' : 'the file is missing';
}

/**
 * Names and usages of a lost certificate are known to kubeadm only, and to it only where it is given the cluster's configuration:
 * without `--config` its init phases take their defaults, and the name of the balancer is lost. A kubelet's are its node's.
 */
function makingCommand({ name, kind }: Leaf): string {
  return kind === 'kubelet' ? `perennial renew ${name}` : 'perennial explain certificate-missing';
}

/** A certificate without its private key. */
export const keyMissing: Rule = (inventory) => [
  ...inventory.leaves
    .filter((leaf) => isOfTheNode(leaf) && leaf.certificate.kind === 'read' && leaf.key.kind === 'missing')
    .map((leaf) => keyMissingFinding(leaf)),
  ...serviceAccountKeyMissing(inventory),
];

function keyMissingFinding(leaf: Leaf): Finding {
  return {
    code: 'key-missing',
    severity: isForPeopleOnly(leaf) ? 'warning' : 'critical',
    subject: leaf.name,
    path: keyPathOf(leaf),
    message: 'its private key is missing, so whoever starts next cannot use the certificate',
    mend:
      leaf.kind === 'kubeadm' || leaf.name === KUBELET_CLIENT
        ? `perennial renew ${leaf.name}`
        : 'perennial explain key-missing',
  };
}

function serviceAccountKeyMissing({
  serviceAccountKey: { publicKey, privateKey, ...paths },
}: Inventory): readonly Finding[] {
  const lost = [
    { kind: publicKey.kind, path: paths.publicKeyPath, what: 'public key that tokens are verified with' },
    { kind: privateKey.kind, path: paths.privateKeyPath, what: 'key that signs the tokens of all service accounts' },
  ];
  return lost
    .filter(({ kind }) => kind === 'missing')
    .map(({ path, what }) => ({
      code: 'key-missing',
      severity: 'critical',
      subject: 'sa',
      path,
      message: `the ${what} is missing; copy it from another control plane, a new one would end every token`,
      mend: 'perennial explain key-missing',
    }));
}

/** A private key that is not the certificate's. */
export const keyMismatch: Rule = (inventory) => [
  ...inventory.leaves.filter((leaf) => leaf.kind !== 'unknown' && isMismatched(leaf)).map(mismatchFinding),
  ...serviceAccountKeyMismatch(inventory),
];

function isMismatched({ certificate, key }: Leaf): boolean {
  if (certificate.kind !== 'read' || key.kind !== 'read') return false;
  return certificate.value.key.publicKeyDigest !== key.value.facts.publicKeyDigest;
}

function mismatchFinding(leaf: Leaf): Finding {
  const mend = leaf.name === KUBELET_SERVER ? 'perennial explain key-mismatch' : undefined;
  return {
    code: 'key-mismatch',
    severity: isForPeopleOnly(leaf) ? 'warning' : 'critical',
    subject: leaf.name,
    path: keyPathOf(leaf),
    message: 'its private key belongs to another certificate',
    mend:
      mend ??
      (leaf.kind === 'copy' ? `perennial kubeconfig --file ${keyPathOf(leaf)}` : `perennial renew ${leaf.name}`),
  };
}

function serviceAccountKeyMismatch({ serviceAccountKey }: Inventory): readonly Finding[] {
  const { publicKey, privateKey, publicKeyPath } = serviceAccountKey;
  if (publicKey.kind !== 'read' || privateKey.kind !== 'read') return [];
  if (publicKey.value.publicKeyDigest === privateKey.value.facts.publicKeyDigest) return [];
  return [
    {
      code: 'key-mismatch',
      severity: 'critical',
      subject: 'sa',
      path: publicKeyPath,
      message: 'the public key for service account tokens does not belong to the private key that signs them',
      mend: 'perennial explain key-mismatch',
    },
  ];
}
