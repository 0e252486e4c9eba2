import { SECOND, type Instant } from '../../core/instant.ts';
import type { Inventory } from '../../core/inventory.ts';
import { authorityNamesOf, rowsOf } from '../../core/kubeadm/layout.ts';
import type { Certificate } from '../../core/x509/certificate.ts';

/** What kubeadm knows of a certificate (cmd/kubeadm/app/apis/output, Certificate): its own end, not its authority's. */
export interface KubeadmRow {
  readonly name: string;
  readonly missing: boolean;
  readonly expiresAt?: Instant;
  /** Whole seconds, rounded towards zero; negative when it is over. */
  readonly residualSeconds: number;
  readonly externallyManaged: boolean;
  readonly authority?: string;
}

/** The certificates that kubeadm lists on this node, in its order. */
export function kubeadmLeafRows(inventory: Inventory): readonly KubeadmRow[] {
  return rowsOf(inventory.layout).map(({ name, authority }) => {
    const leaf = inventory.leaves.find((candidate) => candidate.kind === 'kubeadm' && candidate.name === name);
    const certificate = leaf?.certificate.kind === 'read' ? leaf.certificate.value : undefined;
    return {
      ...rowOf(name, certificate, isExternal(authority, inventory), inventory.takenAt),
      ...(certificate && { authority }),
    };
  });
}

/** The authorities that kubeadm lists; of a bundle it looks at the first only. */
export function kubeadmAuthorityRows(inventory: Inventory): readonly KubeadmRow[] {
  return authorityNamesOf(inventory.layout).map((name) => {
    const members = inventory.authorities.find((authority) => authority.name === name)?.members;
    const first = members?.kind === 'read' ? members.value[0] : undefined;
    return rowOf(name, first, isExternal(name, inventory), inventory.takenAt);
  });
}

function rowOf(
  name: string,
  certificate: Certificate | undefined,
  externallyManaged: boolean,
  now: Instant,
): KubeadmRow {
  if (certificate === undefined) return { name, missing: true, residualSeconds: 0, externallyManaged: false };
  const expiresAt = certificate.notAfter;
  return {
    name,
    missing: false,
    expiresAt,
    residualSeconds: Math.trunc((expiresAt - now) / SECOND),
    externallyManaged,
  };
}

/** kubeadm says so when the key file does not exist, and only then. */
function isExternal(name: string, { authorities }: Inventory): boolean {
  const authority = authorities.find((candidate) => candidate.name === name);
  return authority?.members.kind === 'read' && authority.key.kind === 'missing';
}
