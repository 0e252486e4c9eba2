import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';
import type { MadePair } from '../../pki.ts';

/** `<folder>/<version>/kubeadm`, e.g. `1.36.3`. */
const folder = process.env['PERENNIAL_KUBEADM'] ?? '';

/** Every kubeadm there is in PERENNIAL_KUBEADM; none is an error, so that nobody takes silence for agreement. */
export function kubeadmVersions(): readonly string[] {
  const versions = folder === '' ? [] : readdirSync(folder).toSorted();
  if (versions.length === 0) throw new Error('PERENNIAL_KUBEADM must name a folder with <version>/kubeadm');
  return versions;
}

/** v1beta4, and with it a choice of keys and validity, came with 1.31. */
export function hasV1beta4(version: string): boolean {
  return minorOf(version) >= 31;
}

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
export function renewedByKubeadm(renewal: KubeadmRenewal): string {
  const root = mkdtempSync(join(tmpdir(), 'perennial-kubeadm-'));
  try {
    const pki = join(root, 'pki');
    writePair(join(pki, renewal.authorityBaseName), renewal.authority);
    writePair(join(pki, renewal.baseName), renewal.old);
    const config = join(root, 'kubeadm.yaml');
    writeFileSync(config, configuration({ ...renewal, pki }));
    const name = renewal.baseName.replace('/', '-');
    const options = ['--cert-dir', pki, '--config', config, '--kubeconfig', join(root, 'none.conf')];
    execFileSync(join(folder, renewal.version, 'kubeadm'), ['certs', 'renew', name, ...options], { stdio: 'pipe' });
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

function configuration(renewal: KubeadmRenewal & { readonly pki: string }): string {
  const { version, algorithm, validity = '8760h0m0s', pki } = renewal;
  // Authorities on P-384 worked before keys on it could be asked for, which came with 1.34.
  const available = algorithm === 'ECDSA-P384' && minorOf(version) < 34 ? 'ECDSA-P256' : algorithm;
  const choices = [`encryptionAlgorithm: ${available}`, `certificateValidityPeriod: ${validity}`];
  return [
    `apiVersion: kubeadm.k8s.io/${hasV1beta4(version) ? 'v1beta4' : 'v1beta3'}`,
    'kind: ClusterConfiguration',
    `kubernetesVersion: v${version}`,
    `certificatesDir: ${pki}`,
    ...(hasV1beta4(version) ? choices : []),
  ].join('\n');
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
