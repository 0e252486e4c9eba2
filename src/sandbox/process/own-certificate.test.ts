import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { ownPair } from './own-certificate.ts';

test('a pair made in memory is a certificate for its name and 127.0.0.1, signed by its own key', () => {
  const { cert, key } = ownPair({ name: 'localhost', years: 1 });
  const certificate = new X509Certificate(cert);
  assert.match(certificate.subject, /^CN=localhost@\d+$/);
  assert.equal(certificate.issuer, certificate.subject);
  assert.equal(certificate.subjectAltName, 'DNS:localhost, IP Address:127.0.0.1');
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  assert.ok(certificate.verify(certificate.publicKey));
  assert.ok(certificate.checkPrivateKey(createPrivateKey(key)));
  const lifetime = certificate.validToDate.getTime() - certificate.validFromDate.getTime();
  assert.equal(lifetime, 365 * 86_400_000);
});
