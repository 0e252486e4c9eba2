import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeadmAuthorities, kubeadmCertificates } from '../../../src/core/kubeadm/certificates.ts';
import { kubeconfigOf } from '../../../src/core/kubeadm/kubeconfig.ts';
import { CONFIG_FOLDER } from '../../../src/core/kubeadm/layout.ts';
import type { Path } from '../../../src/core/names.ts';
import type { Certificate } from '../../../src/core/x509/certificate.ts';
import { isSignedBy } from '../../../src/core/x509/chain.ts';
import { certificatesOf } from '../../../src/core/x509/pem.ts';
import { assertSameFields } from './same-certificate.ts';

/** One of kubeadm's certificates as it lies on a node. */
export interface Credential {
  readonly certificate: Certificate;
  readonly privateKeyPem: string;
  readonly authority: Certificate;
  /** The files that hold certificate and key. */
  readonly paths: readonly Path[];
}

/** The certificate of that name, where kubeadm puts it: no flag of a manifest is asked. */
export function credentialOf(
  root: string,
  { certificatesFolder }: { readonly certificatesFolder: Path },
  name: string,
): Credential {
  const row = kubeadmCertificates.find((one) => one.name === name);
  const signer = kubeadmAuthorities.find((one) => one.name === row?.authority);
  if (row === undefined || signer === undefined) throw new Error(`kubeadm has no certificate ${name}`);
  const read = (path: Path): string => readFileSync(join(root, path), 'utf8');
  const authority = only(read(`${certificatesFolder}/${signer.baseName}.crt`), signer.name);
  if (row.kind === 'kubeconfig') {
    const path = `${CONFIG_FOLDER}/${row.baseName}`;
    const { certificatePem = '', privateKeyPem } = kubeconfigOf(read(path), path);
    return {
      certificate: only(certificatePem, name),
      privateKeyPem: privateKeyPem?.() ?? '',
      authority,
      paths: [path],
    };
  }
  const paths = [`${certificatesFolder}/${row.baseName}.crt`, `${certificatesFolder}/${row.baseName}.key`] as const;
  return { certificate: only(read(paths[0]), name), privateKeyPem: read(paths[1]), authority, paths };
}

/** Asserts that it is the same certificate of the same authority with another key, and that key written as kubeadm does. */
export function assertSucceeds(made: Credential, old: Credential): void {
  assertSameFields(made.certificate, old.certificate);
  assert.notEqual(made.certificate.serial, old.certificate.serial);
  assert.notEqual(made.certificate.key.publicKeyDigest, old.certificate.key.publicKeyDigest);
  assert(isSignedBy(made.certificate, old.authority));
  assert(new X509Certificate(made.certificate.pem).checkPrivateKey(createPrivateKey(made.privateKeyPem)));
  const form = made.certificate.key.algorithm.startsWith('RSA') ? 'RSA' : 'EC';
  assert(made.privateKeyPem.startsWith(`-----BEGIN ${form} PRIVATE KEY-----\n`));
}

function only(pem: string, name: string): Certificate {
  const [certificate, ...more] = certificatesOf(pem, name);
  if (certificate === undefined || more.length > 0) throw new Error(`${name} is not one certificate`);
  return certificate;
}
