import type { Layout } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';

/**
 * Whether the folders in this one are looked at too: it is the PKI folder, or one of the configuration's below /etc, or lies in one.
 * A flag may name a file anywhere; what else is in /, /srv or /var/lib/kubelet, mounted volumes among it, is nobody's PKI.
 */
export function isWalked(folder: Path, { certificatesFolder }: Layout): boolean {
  const names = namesOf(folder);
  if (names.includes('..') || names.includes('.')) return false;
  const pki = namesOf(certificatesFolder);
  const isInPki = pki.length >= 2 && pki.every((name, index) => names[index] === name);
  return isInPki || (names.length >= 2 && names[0] === 'etc');
}

/** Whether a folder is one with the certificates of all the world's authorities, which a flag may name a bundle in. */
export function isSystemTrust(folder: Path): boolean {
  return systemTrust.some((trust) => `${folder}/`.startsWith(`${trust}/`));
}

const systemTrust = [
  '/etc/ssl/certs',
  '/usr/share/ca-certificates',
  '/etc/pki/tls',
  '/etc/pki/ca-trust',
  '/etc/ca-certificates',
];

const namesOf = (path: Path): readonly string[] => path.split('/').filter((name) => name !== '');
