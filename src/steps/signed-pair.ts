import type { IssueRequest } from '../core/plan/plan.ts';
import type { Certificate } from '../core/x509/certificate.ts';
import { certificatePem, toBeSigned } from '../core/x509/issue.ts';
import { publicKeyDigestOf } from '../core/x509/key-facts.ts';
import type { Keys } from '../ports/keys.ts';

/** `privateKeyPem` is absent when the old key is reused: it stays where it is. */
export interface SignedPair {
  readonly certificatePem: string;
  readonly privateKeyPem?: string;
  readonly publicKeyDigest: string;
}

/** The core lays out what is signed; keys, serial and signature come from the port. */
export async function signedPair(request: IssueRequest, signer: Certificate, keys: Keys): Promise<SignedPair> {
  const key =
    request.key.kind === 'new'
      ? await keys.generate(request.key.algorithm)
      : { publicKey: await keys.publicKeyOf(request.key.path) };
  const body = toBeSigned({ request, publicKey: key.publicKey, serial: keys.serial(), signer });
  const signature = await keys.sign(request.signer.keyPath, body.bytes, body.digest);
  const pem = certificatePem({ toBeSigned: body, signature, signer });
  const publicKeyDigest = publicKeyDigestOf(key.publicKey);
  return { certificatePem: pem, publicKeyDigest, ...('privateKeyPem' in key && { privateKeyPem: key.privateKeyPem }) };
}
