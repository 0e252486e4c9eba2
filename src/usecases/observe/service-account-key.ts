import type { Layout, PrivateKey, Reading, ServiceAccountKey } from '../../core/inventory.ts';
import { flagPath, flagPaths } from '../../core/kubeadm/manifest.ts';
import type { Path } from '../../core/names.ts';
import type { KeyFacts } from '../../core/x509/certificate.ts';
import { publicKeysFactsOf } from '../../core/x509/private-key.ts';
import type { Files } from '../../ports/node.ts';
import { privateKeyFile } from './credential-files.ts';
import { understood, valueOf } from './reading.ts';

/** The key pair of service-account tokens. It is no certificate and never runs out; losing it ends every token. */
export async function readServiceAccountKey(files: Files, layout: Layout): Promise<ServiceAccountKey> {
  const { manifests, certificatesFolder } = layout;
  const named = flagPaths(manifests, 'kube-apiserver', 'service-account-key-file');
  const publicKeyPaths = named.length > 0 ? named : [`${certificatesFolder}/sa.pub`];
  const privateKeyPath =
    flagPath(manifests, 'kube-apiserver', 'service-account-signing-key-file') ??
    flagPath(manifests, 'kube-controller-manager', 'service-account-private-key-file') ??
    `${certificatesFolder}/sa.key`;
  const [publicKeys, privateKey] = await Promise.all([
    Promise.all(publicKeyPaths.map((path) => publicKeysAt(files, path))),
    privateKeyFile(files, privateKeyPath),
  ]);
  return { ...verifierOf(publicKeys.flat(), privateKey), privateKeyPath, privateKey };
}

interface PublicKey {
  readonly publicKeyPath: Path;
  readonly publicKey: Reading<KeyFacts>;
}

async function publicKeysAt(files: Files, path: Path): Promise<readonly PublicKey[]> {
  const keys = understood(await files.read(path), ({ bytes }) => publicKeysFactsOf(bytes, path));
  if (keys.kind !== 'read') return [{ publicKeyPath: path, publicKey: keys }];
  return keys.value.map((value) => ({ publicKeyPath: path, publicKey: { kind: 'read', value } }));
}

/**
 * The key that verifies what is signed now: while keys are rotated there are others, in the same file or in files of their own, for
 * tokens that were signed before. Where none does: what could not be read, else the first.
 */
function verifierOf(all: readonly PublicKey[], privateKey: Reading<PrivateKey>): PublicKey {
  const signing = valueOf(privateKey)?.facts.publicKeyDigest;
  const verifier = all.find(({ publicKey }) => valueOf(publicKey)?.publicKeyDigest === signing);
  const chosen = verifier ?? all.find(({ publicKey }) => publicKey.kind !== 'read') ?? all[0];
  return chosen ?? { publicKeyPath: '', publicKey: { kind: 'missing' } };
}
