import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';

/** `<folder>/<version>/kubeadm`, e.g. `1.36.3`. */
const folder = process.env['PERENNIAL_KUBEADM'] ?? '';

/** Every kubeadm there is in PERENNIAL_KUBEADM; none is an error, so that nobody takes silence for agreement. */
export function kubeadmVersions(): readonly string[] {
  const versions = folder === '' ? [] : readdirSync(folder).toSorted();
  if (versions.length === 0) throw new Error('PERENNIAL_KUBEADM must name a folder with <version>/kubeadm');
  return versions;
}

/** Runs kubeadm to its end and returns its standard output; fails with what it said on the other. */
export type Kubeadm = (...args: readonly string[]) => Promise<string>;

export function kubeadmOf(version: string): Kubeadm {
  const binary = join(folder, version, 'kubeadm');
  return async (...args) => (await promisify(execFile)(binary, args)).stdout;
}

/** kubeadm with this folder as its root, which takes root (it calls chroot, so it needs no file of its own in there). */
export function kubeadmIn(root: string, version: string): Kubeadm {
  const kubeadm = kubeadmOf(version);
  return (...args) => kubeadm('--rootfs', root, ...args);
}

/** v1beta4, and with it a choice of keys and validity, came with 1.31. */
export function hasV1beta4(version: string): boolean {
  return minorOf(version) >= 31;
}

/** What kinds of keys this kubeadm can be asked for; before v1beta4 by a feature gate, and ECDSA-P384 since 1.34. */
export function algorithmsOf(version: string): readonly KeyAlgorithm[] {
  if (!hasV1beta4(version)) return ['RSA-2048', 'ECDSA-P256'];
  const always: readonly KeyAlgorithm[] = ['RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256'];
  return minorOf(version) >= 34 ? [...always, 'ECDSA-P384'] : always;
}

export function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
