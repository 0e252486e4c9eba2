import { chmod, readFile, symlink, unlink, writeFile } from 'node:fs/promises';
import { systemKeys } from '../../src/adapters/system/keys.ts';
import { MINUTE } from '../../src/core/instant.ts';
import { KUBELET_CLIENT_LINK, KUBELET_PKI_FOLDER } from '../../src/core/kubeadm/kubelet-files.ts';
import { certificatesOf } from '../../src/core/x509/pem.ts';
import { signedPair } from '../../src/steps/signed-pair.ts';
import type { Machine } from './lab/machine.ts';

interface Credential {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A client certificate of a node's kubelet, signed by the cluster's own CA, that ran out a minute ago. */
async function expiredCredential(machine: Machine, authority: Machine = machine): Promise<Credential> {
  const [certificatePath, keyPath] = ['crt', 'key'].map((end) => authority.path(`/etc/kubernetes/pki/ca.${end}`));
  const [signer] = certificatesOf(await readFile(certificatePath ?? ''), 'ca.crt');
  if (signer === undefined) throw new Error('ca.crt holds no certificate');
  const request = {
    name: 'kubelet-client',
    commonName: `system:node:${machine.name}`,
    organizations: ['system:nodes'],
    dnsNames: [],
    ipAddresses: [],
    sanChanges: { added: [], removed: [] },
    extendedKeyUsages: ['clientAuth'],
    notBefore: Date.now() - 10 * MINUTE,
    notAfter: Date.now() - MINUTE,
    key: { kind: 'new', algorithm: 'ECDSA-P256' },
    signer: { authority: 'ca', certificatePath: '', keyPath: keyPath ?? '', fingerprint: signer.fingerprint },
  } as const;
  const keys = systemKeys((path) => readFile(path, 'utf8'));
  const { certificatePem, privateKeyPem = '' } = await signedPair(request, signer, keys);
  return { certificatePem, privateKeyPem };
}

/** The kubelet's rotating file is of no more use; a kubelet that is started now ends at once. */
export async function expireRotating(machine: Machine, authority?: Machine): Promise<void> {
  const { certificatePem, privateKeyPem } = await expiredCredential(machine, authority);
  const dated = `${KUBELET_PKI_FOLDER}/kubelet-client-2020-01-01-00-00-00.pem`;
  await writeFile(machine.path(dated), certificatePem + privateKeyPem, { mode: 0o600 });
  await unlink(machine.path(KUBELET_CLIENT_LINK));
  await symlink(dated, machine.path(KUBELET_CLIENT_LINK));
}

/** kubelet.conf as kubeadm wrote it before 1.17, with a certificate that ran out, and no rotating file beside it. */
export async function embedExpired(machine: Machine): Promise<void> {
  const { certificatePem, privateKeyPem } = await expiredCredential(machine);
  const path = machine.path('/etc/kubernetes/kubelet.conf');
  const text = (await readFile(path, 'utf8'))
    .replace(/client-certificate: .*/, `client-certificate-data: ${base64(certificatePem)}`)
    .replace(/client-key: .*/, `client-key-data: ${base64(privateKeyPem)}`);
  await writeFile(path, text);
  await chmod(path, 0o600);
  await machine.mustExec(['sh', '-c', `rm -f ${KUBELET_PKI_FOLDER}/kubelet-client-*`]);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
