import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';
import type { MadePair } from '../../pki.ts';
import { apiVersion, keysOf } from './configuration.ts';
import { hasV1beta4, kubeadmOf, minorOf } from './kubeadm-binary.ts';

export interface KubeadmRenewal {
  readonly version: string;
  /** `apiserver`, `etcd/server`. */
  readonly baseName: string;
  /** `ca`, `etcd/ca`, `front-proxy-ca`. */
  readonly authorityBaseName: string;
  readonly authority: MadePair;
  readonly old: MadePair;
  readonly algorithm: KeyAlgorithm;
  readonly validity?: string;
}

/** What `kubeadm certs renew` makes of the old certificate: PEM. */
export async function renewedByKubeadm(renewal: KubeadmRenewal): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'perennial-kubeadm-'));
  try {
    const pki = join(root, 'pki');
    writePair(join(pki, renewal.authorityBaseName), renewal.authority);
    writePair(join(pki, renewal.baseName), renewal.old);
    const config = join(root, 'kubeadm.yaml');
    writeFileSync(config, clusterConfiguration({ ...renewal, pki }));
    const name = renewal.baseName.replace('/', '-');
    const options = ['--cert-dir', pki, '--config', config, '--kubeconfig', join(root, 'none.conf')];
    await kubeadmOf(renewal.version)('certs', 'renew', name, ...options);
    return readFileSync(join(pki, `${renewal.baseName}.crt`), 'utf8');
  } finally {
    rmSync(root, { recursive: true });
  }
}

function writePair(path: string, pair: MadePair): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.crt`, pair.certificatePem);
  writeFileSync(`${path}.key`, pair.privateKeyPem, { mode: 0o600 });
}

function clusterConfiguration(renewal: KubeadmRenewal & { readonly pki: string }): string {
  const { version, algorithm, validity = '8760h0m0s', pki } = renewal;
  // Authorities on P-384 worked before keys on it could be asked for, which came with 1.34.
  const available = algorithm === 'ECDSA-P384' && minorOf(version) < 34 ? 'ECDSA-P256' : algorithm;
  const choices = [...keysOf(version, available), `certificateValidityPeriod: ${validity}`];
  return [
    apiVersion(version),
    'kind: ClusterConfiguration',
    `kubernetesVersion: v${version}`,
    `certificatesDir: ${pki}`,
    ...(hasV1beta4(version) ? choices : []),
  ].join('\n');
}
