import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { KeyAlgorithm } from '../../src/core/x509/certificate.ts';
import { certificatesOf } from '../../src/core/x509/pem.ts';
import { privateKeyFactsOf } from '../../src/core/x509/private-key.ts';
import { type MadePair, testAuthority } from '../pki.ts';

const folder = mkdtempSync(join(tmpdir(), 'perennial-openssl-'));
after(() => rmSync(folder, { recursive: true }));

const options = {
  commonName: 'kube-apiserver',
  organizations: ['system:masters', 'a@b'],
  dnsNames: ['kubernetes', 'cp-1'],
  ipAddresses: ['10.96.0.1', 'fd00::1'],
} as const;
const past = { notBefore: Date.UTC(2020, 0, 1), notAfter: Date.UTC(2021, 0, 1) };

for (const algorithm of ['RSA-2048', 'RSA-3072', 'ECDSA-P256', 'ECDSA-P384'] satisfies KeyAlgorithm[]) {
  const authority = testAuthority({ commonName: 'kubernetes', algorithm });

  test(`openssl verifies a server’s and a client’s certificate under ${algorithm}, each for its purpose only`, () => {
    const server = authority.leaf({ ...options, extendedKeyUsages: ['serverAuth'] });
    const client = authority.leaf({ ...options, extendedKeyUsages: ['clientAuth'] });
    assert.match(verdict(server, authority, 'sslserver'), /OK$/);
    assert.match(verdict(client, authority, 'sslclient'), /OK$/);
    assert.match(verdict(server, authority, 'sslclient'), /unsuitable certificate purpose/);
    assert.match(verdict(client, authority, 'sslserver'), /unsuitable certificate purpose/);
  });
}

const authority = testAuthority({ commonName: 'kubernetes', algorithm: 'RSA-2048' });

test('openssl finds in the certificates made to be broken what was broken', () => {
  const namesake = testAuthority({ commonName: 'kubernetes', algorithm: 'RSA-2048' });
  const refused = (pair: MadePair) => verdict(pair, authority, 'sslclient', ['-auth_level', '2']);
  assert.match(refused(authority.leaf(options)), /OK$/);
  assert.match(refused(authority.leaf({ ...options, ...past })), /certificate has expired/);
  assert.match(refused(authority.leaf({ ...options, signedBy: namesake })), /certificate signature failure/);
  assert.match(refused(authority.leaf({ ...options, key: 'RSA-1024' })), /EE certificate key too weak/);
  assert.match(refused(authority.leaf({ ...options, signature: 'sha1' })), /too weak/);
});

test('openssl prints the extensions of a leaf as those of kubeadm’s', () => {
  const text = printed(authority.leaf(options).certificatePem);
  const extensions = text.slice(text.indexOf('X509v3 extensions:'), text.lastIndexOf('    Signature Algorithm'));
  assert.deepEqual(
    extensions
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !/^([0-9A-F]{2}:){4}/.test(line)),
    [
      'X509v3 extensions:',
      'X509v3 Key Usage: critical',
      'Digital Signature, Key Encipherment',
      'X509v3 Extended Key Usage:',
      'TLS Web Client Authentication',
      'X509v3 Basic Constraints: critical',
      'CA:FALSE',
      'X509v3 Authority Key Identifier:',
      'X509v3 Subject Alternative Name:',
      'DNS:cp-1, DNS:kubernetes, IP Address:10.96.0.1, IP Address:FD00:0:0:0:0:0:0:1',
    ],
  );
});

test('openssl prints an authority as kubeadm init makes one', () => {
  const text = printed(authority.certificatePem);
  for (const line of [
    'Digital Signature, Key Encipherment, Certificate Sign',
    'CA:TRUE',
    'DNS:kubernetes',
    'Version: 3',
  ]) {
    assert.ok(text.includes(line), line);
  }
  assert.match(text, /Subject Key Identifier/);
  assert.doesNotMatch(text, /Authority Key Identifier/);
});

test('what openssl makes, we read as it prints it', () => {
  const subject = '/C=CH/O=one/O=two/OU=Zürich/CN=made by openssl';
  const names = 'subjectAltName=DNS:a.example,IP:10.0.0.1,IP:fd00::1,URI:spiffe://x,email:a@b.c';
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-nodes', '-utf8'];
  const key = join(folder, 'made.key');
  const pem = openssl([...request, '-keyout', key, '-days', '30', '-subj', subject, '-addext', names]);
  const certificate = certificatesOf(pem, 'made.crt')[0];
  assert.ok(certificate);
  assert.equal(certificate.subject.text, 'C=CH, O=one, O=two, OU=Zürich, CN=made by openssl');
  assert.deepEqual(certificate.subject.organizations, ['one', 'two']);
  assert.deepEqual(certificate.dnsNames, ['a.example']);
  assert.deepEqual(certificate.ipAddresses, ['10.0.0.1', 'fd00::1']);
  assert.deepEqual(certificate.otherNames, ['URI:spiffe://x', 'email:a@b.c']);
  assert.deepEqual([certificate.key.text, certificate.isAuthority], ['EC P-521', true]);
  assert.deepEqual(privateKeyFactsOf(openssl(['pkey', '-in', key]), key), certificate.key);
  const field = (option: string) =>
    openssl(['x509', '-noout', option, '-in', saved('made.crt', pem)])
      .split('=')[1]
      ?.trim();
  assert.equal(field('-serial')?.replace(/^0+/, ''), certificate.serial);
  assert.equal(Date.parse(field('-enddate') ?? ''), certificate.notAfter);
});

test('names of every kind that openssl makes are in our successor as openssl prints them', () => {
  const principal = 'otherName:1.3.6.1.4.1.311.20.2.3;UTF8:a@b';
  const names = ['URI:spiffe://x/y', 'email:a@b.c', 'RID:1.2.3.4', principal, 'dirName:directory'];
  const sections = `[req]\ndistinguished_name=none\n[none]\n[directory]\nC=CH\nCN=Zürich\n[leaf]\n`;
  const config = saved('kinds.cnf', `${sections}subjectAltName=${names.join(',')}\n`);
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8'];
  const of = ['-keyout', join(folder, 'kinds.key'), '-subj', '/CN=kinds', '-config', config, '-extensions', 'leaf'];
  const [old] = certificatesOf(openssl([...request, ...of]), 'kinds.crt');
  assert.equal(old?.otherNames.length, names.length);
  const { certificatePem } = authority.leaf({ commonName: 'kinds', otherNames: old.otherNames });
  assert.deepEqual(namesPrinted(certificatePem), namesPrinted(old.pem));
  assert.match(namesPrinted(certificatePem), /URI:spiffe:.*email:.*Registered ID:1.2.3.4.*othername:.*DirName:/);
});

function namesPrinted(pem: string): string {
  const text = openssl(['x509', '-noout', '-ext', 'subjectAltName', '-in', saved('names.crt', pem)]);
  return text.split('\n').slice(1).join(' ');
}

function verdict(leaf: MadePair, signer: MadePair, purpose: string, more: readonly string[] = []): string {
  const bundle = saved('ca.crt', signer.certificatePem);
  const options = ['verify', '-x509_strict', '-purpose', purpose, ...more, '-CAfile', bundle];
  const { stdout, stderr } = spawnSync('openssl', [...options, saved('leaf.crt', leaf.certificatePem)], {
    encoding: 'utf8',
  });
  return (stdout + stderr).trim();
}

function printed(pem: string): string {
  return openssl(['x509', '-noout', '-text', '-in', saved('printed.crt', pem)]);
}

function openssl(options: readonly string[]): string {
  return execFileSync('openssl', options, { encoding: 'utf8', stdio: 'pipe' });
}

function saved(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
