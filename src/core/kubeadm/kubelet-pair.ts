import type { Leaf } from '../inventory.ts';

/**
 * Whether the kubelet made its serving pair itself, and so can make it again: `cp-1-ca@1795531572` signed it, and it has the kubelet's
 * own name (client-go util/cert, `GenerateSelfSignedCertKey`). What `tlsCertFile` names is another's.
 */
export function isMadeByKubelet({ holder, certificate }: Leaf): boolean {
  if (holder.kind !== 'pair' || !holder.certificatePath.endsWith('/kubelet.crt')) return false;
  return certificate.kind === 'read' && /^.+-ca@\d+$/.test(certificate.value.issuer.commonName);
}
