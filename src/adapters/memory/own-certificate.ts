import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { DAY, type Instant } from '../../core/instant.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { assembledPem, authorityToBeSigned } from '../../core/x509/issue.ts';
import { certificatesOf } from '../../core/x509/pem.ts';

const made = new Map<string, Certificate | undefined>();

/** The certificate a process makes for itself when it starts, self-signed and only in its memory, for one year. */
export function ownCertificate(processId: string, commonName: string, startedAt: Instant): Certificate | undefined {
  const key = `${processId} ${commonName}`;
  if (!made.has(key)) made.set(key, selfSigned(commonName, startedAt));
  return made.get(key);
}

function selfSigned(commonName: string, startedAt: Instant): Certificate | undefined {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { bytes, digest } = authorityToBeSigned({
    commonName,
    notBefore: startedAt,
    notAfter: startedAt + 365 * DAY,
    publicKey: createPublicKey(privateKey.export({ type: 'sec1', format: 'pem' })).export({
      type: 'spki',
      format: 'der',
    }),
    serial: (randomBytes(8).readBigUInt64BE() >> 1n) | 1n,
    keyText: 'EC P-256',
  });
  return certificatesOf(assembledPem(bytes, sign(digest, bytes, privateKey)), commonName)[0];
}
