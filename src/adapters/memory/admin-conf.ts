import { hostOf } from '../../core/https-address.ts';
import type { Digest } from '../../core/names.ts';
import { kubeconfigOf } from '../../core/kubeadm/kubeconfig.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { signerOf } from '../../core/x509/chain.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import { firstCertificate } from './control-plane.ts';
import { remembered } from './remembered.ts';
import { digestOf } from './tree.ts';

/** admin.conf as a client uses it. */
export interface AdminConf {
  readonly client: Certificate | undefined;
  /** By its authorities, and for the server it names; dates are for the caller to judge. */
  readonly trusts: (server: Certificate) => boolean;
}

/** Undefined for what is no kubeconfig. */
export function adminConfIn(bytes: Buffer | undefined): AdminConf | undefined {
  if (bytes === undefined) return undefined;
  return remembered(parsed, digestOf(bytes), () => {
    try {
      return adminConfOf(bytes.toString('utf8'));
    } catch {
      return undefined;
    }
  });
}

const parsed = new Map<Digest, AdminConf | undefined>();

function adminConfOf(text: string): AdminConf {
  const { server, authorityPem = '', certificatePem } = kubeconfigOf(text, 'admin.conf');
  const authorities = certificatesOf(authorityPem, 'admin.conf');
  const host = hostOf(new URL(server));
  const trusted = new Map<string, boolean>();
  return {
    client: certificatePem === undefined ? undefined : firstCertificate(Buffer.from(certificatePem)),
    trusts: (certificate) =>
      [...certificate.dnsNames, ...certificate.ipAddresses].includes(host) &&
      remembered(trusted, certificate.fingerprint, () => signerOf(certificate, authorities) !== undefined),
  };
}
