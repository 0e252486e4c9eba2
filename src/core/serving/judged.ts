import { PerennialError } from '../errors.ts';
import { type CertificateRequest, certificateRequestOf } from '../x509/certificate-request.ts';
import { addressOctets, addressText } from '../x509/ip-address.ts';
import { KUBELET_SERVING, nodeOf, type ServingNode, type ServingRequest } from './request.ts';

/** `wait`: it may be good, and cannot be told yet. */
export type Judgement =
  | { readonly kind: 'approve' }
  | { readonly kind: 'deny'; readonly why: string }
  | { readonly kind: 'wait'; readonly why: string };

/** What the API server knows, and what is known of it. */
export interface Known {
  /** Nodes of the control plane, and those that ask. */
  readonly nodes: readonly ServingNode[];
  /** Names and addresses that clients know the API server by; undefined where that is not known. */
  readonly apiServerNames: readonly string[] | undefined;
}

/**
 * Whether a kubelet may have the serving certificate that it asks for. Stricter than the signer of the controller manager, which takes
 * any name (pkg/controller/certificates/signer, `isKubeletServing`): every name has to be an address of the Node object. A kubelet can
 * write its own Node's status, so no address of the control plane is good for any other node. No name is ever looked up.
 */
export function judged(asked: ServingRequest, { nodes, apiServerNames }: Known): Judgement {
  const nodeName = nodeOf(asked.username);
  if (asked.signerName !== KUBELET_SERVING) return deny(`it is for the signer ${asked.signerName}`);
  if (nodeName === undefined) return deny(`${asked.username} is no kubelet`);
  if (!asked.groups.includes(NODES)) return deny(`${asked.username} is not in the group ${NODES}`);
  if (!allowedUsages.includes([...asked.usages].sort().join()))
    return deny(`its usages are ${asked.usages.join(', ')}`);
  const request = read(asked);
  if (typeof request === 'string') return deny(request);
  const problem = problemOf(request, asked.username);
  if (problem !== undefined) return deny(problem);
  const node = nodes.find(({ name }) => name === nodeName);
  if (node === undefined) return { kind: 'wait', why: `there is no node ${nodeName}` };
  if (node.addresses.length === 0) return { kind: 'wait', why: `${nodeName} has no addresses yet` };
  const foreign = namesOf(request).find((name) => !addressesOf(node).includes(name));
  if (foreign !== undefined) return deny(`${foreign} is no address of ${nodeName}`);
  if (apiServerNames === undefined) return { kind: 'wait', why: 'the names of the API server are not known' };
  const others = nodes.filter((other) => other.isControlPlane && other.name !== nodeName).flatMap(addressesOf);
  const reserved = [...others, ...(node.isControlPlane ? [] : apiServerNames.map(canonical))];
  const claimed = namesOf(request).find((name) => reserved.includes(name));
  return claimed === undefined
    ? { kind: 'approve' }
    : deny(`${claimed} belongs to the control plane, not to ${nodeName}`);
}

const deny = (why: string): Judgement => ({ kind: 'deny', why });

const NODES = 'system:nodes';

/** In the order of the alphabet; kubelets with an elliptic key need no encipherment. */
const allowedUsages = ['digital signature,server auth', 'digital signature,key encipherment,server auth'];

/** The addresses that a kubelet asks for (pkg/kubelet/certificate, `addressesToHostnamesAndIPs`). */
const addressTypes = ['Hostname', 'InternalDNS', 'ExternalDNS', 'InternalIP', 'ExternalIP'];

function read({ pem, name }: ServingRequest): CertificateRequest | string {
  try {
    return certificateRequestOf(pem, name);
  } catch (thrown) {
    if (thrown instanceof PerennialError) return `it cannot be read: ${thrown.message}`;
    throw thrown;
  }
}

function problemOf({ subject, furtherWishes, otherNames, key, ...names }: CertificateRequest, user: string) {
  if (![`O=${NODES}, CN=${user}`, `CN=${user}, O=${NODES}`].includes(subject.text))
    return `its subject is ${subject.text || 'empty'}`;
  if (furtherWishes.length > 0) return `it asks for more than names (${furtherWishes.join(', ')})`;
  if (otherNames.length > 0) return `it has a name that is neither DNS name nor address (${otherNames.join(', ')})`;
  if (names.dnsNames.length + names.ipAddresses.length === 0) return 'it has no name at all';
  if (key.text.startsWith('RSA') ? key.bits < 2048 : key.bits < 256) return `its key is too weak (${key.text})`;
  return undefined;
}

const namesOf = ({ dnsNames, ipAddresses }: Pick<CertificateRequest, 'dnsNames' | 'ipAddresses'>): readonly string[] =>
  [...dnsNames, ...ipAddresses].map(canonical);

const addressesOf = ({ addresses }: ServingNode): readonly string[] =>
  addresses.filter(({ type }) => addressTypes.includes(type)).map(({ address }) => canonical(address));

/** One spelling for each name and address. */
function canonical(name: string): string {
  const octets = addressOctets(name);
  return (octets && addressText(octets)) ?? name.toLowerCase();
}
