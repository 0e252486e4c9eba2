import { KUBELET_CLIENT } from '../check/subject.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import { BACKDATE } from './issue-request.ts';
import type { IssueRequest } from './plan.ts';
import { signerFor } from './signer.ts';
import { validityOf } from './validity.ts';

/**
 * What the cluster would sign for this node's kubelet: the name and group that the Node authorizer goes by, and a P-256 key, as the
 * kubelet makes its own (client-go util/certificate/certificate_manager.go).
 */
export function kubeletRequestOf(leaf: Leaf, inventory: Inventory, policy: Policy): IssueRequest {
  const { signer, notAfter } = signerFor(leaf, inventory);
  return {
    name: KUBELET_CLIENT,
    commonName: `system:node:${inventory.node}`,
    organizations: ['system:nodes'],
    dnsNames: [],
    ipAddresses: [],
    sanChanges: { added: [], removed: [] },
    extendedKeyUsages: ['clientAuth'],
    notBefore: inventory.takenAt - BACKDATE,
    notAfter: Math.min(inventory.takenAt + validityOf(inventory, policy), notAfter),
    key: { kind: 'new', algorithm: 'ECDSA-P256' },
    signer,
  };
}
