import type { Inventory } from '../../core/inventory.ts';
import { secondsDate } from './dates.ts';
import { kubeadmAuthorityRows, kubeadmLeafRows, type KubeadmRow } from './kubeadm-rows.ts';

/** What `kubeadm certs check-expiration -o json` prints (from 1.30), byte for byte: the order of Go's fields, four spaces. */
export function kubeadmJson(inventory: Inventory): string {
  const document = {
    kind: 'CertificateExpirationInfo',
    apiVersion: 'output.kubeadm.k8s.io/v1alpha3',
    certificates: kubeadmLeafRows(inventory).map(itemOf),
    certificateAuthorities: kubeadmAuthorityRows(inventory).map(itemOf),
  };
  return `${JSON.stringify(document, undefined, 4)}\n`;
}

function itemOf({ name, expiresAt, residualSeconds, externallyManaged, authority, missing }: KubeadmRow) {
  return {
    name,
    expirationDate: expiresAt === undefined ? null : secondsDate(expiresAt),
    residualTime: residualSeconds,
    externallyManaged,
    ...(authority !== undefined && { caName: authority }),
    missing,
  };
}
