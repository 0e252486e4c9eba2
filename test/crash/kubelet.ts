import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { bytesAt } from '../../src/adapters/memory/tree.ts';
import { DAY } from '../../src/core/instant.ts';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { madeAuthority } from '../../src/sandbox/pki.ts';

const CONF = '/etc/kubernetes/kubelet.conf';

/** How a kubelet's credential can be of no more use. */
export const dyings = {
  'ran out': (node: MemoryNode) => node.write(fileOf(node), spent(node)),
  'lost its file': (node: MemoryNode) => void node.machine.tree.delete(fileOf(node)),
  'lost its link': (node: MemoryNode) => void node.machine.tree.delete(KUBELET_CLIENT_LINK),
  'is broken': (node: MemoryNode) => node.write(fileOf(node), 'no PEM'),
  'is a file where the link belongs': (node: MemoryNode) => {
    node.machine.tree.delete(KUBELET_CLIENT_LINK);
    node.write(KUBELET_CLIENT_LINK, spent(node));
  },
  'was carried in kubelet.conf': (node: MemoryNode) => {
    embed(node, spent(node));
    node.machine.tree.delete(KUBELET_CLIENT_LINK);
  },
} satisfies Record<string, (node: MemoryNode) => void>;

/** kubelet.conf carries the credential that lives, and no file is there to be renewed. */
export function carryIn(node: MemoryNode): void {
  embed(node, bytesAt(node.machine, fileOf(node))?.toString() ?? '');
  node.machine.tree.delete(fileOf(node));
  node.machine.tree.delete(KUBELET_CLIENT_LINK);
}

/** kubelet.conf carries this certificate and key, as kubeadm had it before 1.17. */
function embed(node: MemoryNode, pem: string): void {
  const at = pem.indexOf('-----BEGIN EC PRIVATE KEY');
  const [certificate, key] = [pem.slice(0, at), pem.slice(at)].map((part) => Buffer.from(part).toString('base64'));
  const text = bytesAt(node.machine, CONF)?.toString() ?? '';
  const users = text.replace(/client-certificate: .*/, `client-certificate-data: ${certificate ?? ''}`);
  node.write(CONF, users.replace(/client-key: .*/, `client-key-data: ${key ?? ''}`));
}

export const confOf = ({ machine }: MemoryNode): string => bytesAt(machine, CONF)?.toString() ?? '';

function fileOf({ machine }: MemoryNode): string {
  const link = machine.tree.get(KUBELET_CLIENT_LINK);
  return link?.kind === 'link' ? link.target : KUBELET_CLIENT_LINK;
}

/** Who signed it does not matter any more. */
function spent({ machine }: MemoryNode): string {
  const authority = madeAuthority({ commonName: 'kubernetes', notBefore: machine.now - 800 * DAY });
  const { certificatePem, privateKeyPem } = authority.leaf({
    commonName: `system:node:${machine.node}`,
    organizations: ['system:nodes'],
    notBefore: machine.now - 400 * DAY,
    notAfter: machine.now - 35 * DAY,
  });
  return certificatePem + privateKeyPem;
}
