import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { DAY, HOUR } from '../../core/instant.ts';
import { assembledPem, authorityToBeSigned, toBeSigned } from '../../core/x509/issue.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import { isPair } from './control-plane.ts';
import type { Machine } from './machine.ts';
import { bytesAt } from './tree.ts';

const paths = { certificate: '/var/lib/kubelet/pki/kubelet.crt', key: '/var/lib/kubelet/pki/kubelet.key' } as const;

/** It makes itself a serving pair where it has none, and does not start with half of one (cmd/kubelet/app/server.go `InitializeTLS`). */
export function startKubelet(machine: Machine): void {
  if (bytesAt(machine, paths.certificate) === undefined && bytesAt(machine, paths.key) === undefined) makePair(machine);
  readServingPair(machine);
  if (machine.kubeletServes === undefined) machine.units.delete('kubelet');
  else machine.units.set('kubelet', machine.now);
}

/** What a kubelet holds that started before anybody looked. */
export function readServingPair(machine: Machine): void {
  const [certificate, key] = [bytesAt(machine, paths.certificate), bytesAt(machine, paths.key)];
  machine.kubeletServes = isPair(certificate, key) ? certificate : undefined;
}

/** As client-go's util/cert does (`GenerateSelfSignedCertKey`): of an authority whose key is thrown away. */
function makePair(machine: Machine): void {
  const at = String(Math.floor(machine.now / 1000));
  const times = { notBefore: machine.now - HOUR, notAfter: machine.now + 365 * DAY };
  const authority = newKey();
  const made = authorityToBeSigned({
    commonName: `${machine.node}-ca@${at}`,
    ...{ ...times, publicKey: authority.publicKey, serial: newSerial(), keyText: 'EC P-256' },
  });
  const authorityPem = assembledPem(made.bytes, sign(made.digest, made.bytes, authority.key));
  const [signer] = certificatesOf(authorityPem, 'authority');
  if (signer === undefined) throw new Error('no certificate was made');
  const { publicKey, pem } = newKey();
  const request = {
    ...{ commonName: `${machine.node}@${at}`, organizations: [], dnsNames: [machine.node], ipAddresses: [] },
    ...{ extendedKeyUsages: ['serverAuth'], ...times },
  };
  const { bytes, digest } = toBeSigned({ request, publicKey, serial: newSerial(), signer });
  const file = (text: string, mode: number) =>
    ({ kind: 'file', bytes: Buffer.from(text), mode, uid: 0, gid: 0, changedAt: machine.now }) as const;
  const certificatePem = assembledPem(bytes, sign(digest, bytes, authority.key));
  machine.tree.set(paths.certificate, file(certificatePem + authorityPem, 0o644));
  machine.tree.set(paths.key, file(pem, 0o600));
}

function newKey() {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = key.export({ type: 'sec1', format: 'pem' }).toString();
  return { key, pem, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
}

const newSerial = (): bigint => (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;
