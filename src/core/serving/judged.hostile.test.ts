import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestPem } from '../../../test/requests.ts';
import { enclosed, tags } from '../x509/der.ts';
import { type Asked, claiming, known, names, request, subject } from './asked.test-support.ts';
import { judged, type Known } from './judged.ts';

const uri = enclosed(0x86, [Buffer.from('spiffe://cluster.local/admin')]);
const email = enclosed(0x81, [Buffer.from('root@example.org')]);
const text = (value: string) => enclosed(0x0c, [Buffer.from(value)]);
const isAuthority = enclosed(tags.sequence, [Buffer.from([tags.boolean, 1, 0xff])]);

const hostile: readonly { readonly name: string; readonly asked: Asked; readonly why: RegExp; readonly by?: Known }[] =
  [
    { name: 'another signer', asked: { signerName: 'kubernetes.io/kube-apiserver-client' }, why: /for the signer/ },
    { name: 'a person', asked: { username: 'kubernetes-admin' }, why: /kubernetes-admin is no kubelet/ },
    { name: 'a user like a kubelet', asked: { username: 'system:node:' }, why: /is no kubelet/ },
    { name: 'a user with a path for a name', asked: { username: 'system:node:../cp-1' }, why: /is no kubelet/ },
    { name: 'a service account', asked: { username: 'system:serviceaccount:kube-system:x' }, why: /is no kubelet/ },
    { name: 'a user outside the group', asked: { groups: ['system:authenticated'] }, why: /not in the group/ },
    {
      name: 'a client certificate',
      asked: { usages: ['digital signature', 'key encipherment', 'client auth'] },
      why: /usages are/,
    },
    {
      name: 'a client certificate as well',
      asked: { usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'] },
      why: /usages are/,
    },
    {
      name: 'to sign certificates',
      asked: { usages: ['digital signature', 'cert sign', 'server auth'] },
      why: /usages are/,
    },
    { name: 'no usages', asked: { usages: [] }, why: /usages are/ },
    {
      name: 'a usage twice',
      asked: { usages: ['digital signature', 'server auth', 'server auth'] },
      why: /usages are/,
    },
    {
      name: "another node's subject",
      asked: {
        fields: {
          subject: [
            ['O', 'system:nodes'],
            ['CN', 'system:node:cp-1'],
          ],
        },
      },
      why: /its subject is O=system:nodes, CN=system:node:cp-1/,
    },
    {
      name: 'system:masters',
      asked: {
        fields: {
          subject: [
            ['O', 'system:masters'],
            ['CN', 'system:node:worker-1'],
          ],
        },
      },
      why: /its subject is/,
    },
    {
      name: 'two groups',
      asked: { fields: { subject: [...subject, ['O', 'system:masters']] } },
      why: /its subject is/,
    },
    {
      name: 'two names',
      asked: { fields: { subject: [['CN', 'kubernetes-admin'], ...subject] } },
      why: /its subject is/,
    },
    { name: 'a unit', asked: { fields: { subject: [...subject, ['OU', 'x']] } }, why: /its subject is/ },
    {
      name: 'a group within its name',
      asked: { fields: { subject: [['CN', 'system:node:worker-1, O=system:nodes']] } },
      why: /its subject is/,
    },
    { name: 'no subject', asked: { fields: { subject: [] } }, why: /its subject is empty/ },
    { name: 'no names', asked: { fields: { dnsNames: [], ipAddresses: [] } }, why: /no name at all/ },
    { name: 'a URI', asked: { fields: { generalNames: [uri] } }, why: /neither DNS name nor address/ },
    { name: 'a mailbox', asked: { fields: { generalNames: [email] } }, why: /neither DNS name nor address/ },
    {
      name: 'an address of three octets',
      asked: { fields: { ipAddresses: ['abc'] } },
      why: /neither DNS name nor address/,
    },
    {
      name: 'a name of somebody else',
      asked: { fields: { dnsNames: ['google.com'] } },
      why: /google\.com is no address of worker-1/,
    },
    { name: 'a wildcard', asked: { fields: { dnsNames: ['*.example.org'] } }, why: /is no address/ },
    { name: 'an empty name', asked: { fields: { dnsNames: ['worker-1', ''] } }, why: /is no address/ },
    {
      name: 'a name with a NUL in it',
      asked: { fields: { dnsNames: ['worker-1\u0000.example.org'] } },
      why: /is no address/,
    },
    { name: 'a name with a dot behind it', asked: { fields: { dnsNames: ['worker-1.'] } }, why: /is no address/ },
    { name: 'localhost', asked: { fields: { dnsNames: ['localhost'] } }, why: /is no address/ },
    { name: 'an address of its network', asked: { fields: { ipAddresses: ['10.0.0.10'] } }, why: /is no address/ },
    {
      name: 'an address of a type that nobody knows',
      asked: { fields: { dnsNames: ['made-up.example.org'] } },
      why: /is no address/,
    },
    { name: 'an address written as a name', asked: { fields: { dnsNames: ['10.0.0.1'] } }, why: /is no address/ },
    {
      name: 'an address of the control plane that it gave itself',
      asked: { fields: { ipAddresses: ['10.0.0.1'] } },
      by: claiming('10.0.0.1'),
      why: /belongs to the control plane/,
    },
    {
      name: 'the same in another spelling',
      asked: { fields: { generalNames: [enclosed(0x87, [Buffer.from('00000000000000000000ffff0a000001', 'hex')])] } },
      by: claiming('::ffff:10.0.0.1'),
      why: /belongs to the control plane/,
    },
    {
      name: 'a name of the API server that it gave itself',
      asked: { fields: { dnsNames: ['kubernetes.default.svc'] } },
      by: claiming('Kubernetes.Default.SVC', 'Hostname'),
      why: /belongs to the control plane/,
    },
    {
      name: 'the address of the service of the API server',
      asked: { fields: { ipAddresses: ['10.96.0.1'] } },
      by: claiming('10.96.0.1'),
      why: /belongs to the control plane/,
    },
    {
      name: 'to be an authority',
      asked: { fields: { extensions: { '2.5.29.19': isAuthority } } },
      why: /asks for more than names \(2\.5\.29\.19\)/,
    },
    {
      name: 'other usages in the request itself',
      asked: { fields: { extensions: { '2.5.29.37': enclosed(tags.sequence, []) } } },
      why: /asks for more than names/,
    },
    {
      name: 'an attribute nobody needs',
      asked: { fields: { attributes: { '1.2.840.113549.1.9.7': text('challenge') } } },
      why: /asks for more than names/,
    },
    { name: 'a key that is too short', asked: { fields: { key: 'RSA-1024' } }, why: /too weak \(RSA 1024\)/ },
    { name: "somebody else's key", asked: { fields: { isForged: true } }, why: /signature is not that of its key/ },
    {
      name: 'a signature with SHA-1',
      asked: { fields: { isWeaklySigned: true } },
      why: /signature is of an unknown kind/,
    },
    { name: 'nothing', asked: { pem: '' }, why: /cannot be read/ },
    {
      name: 'a certificate',
      asked: { pem: requestPem({ subject }).replaceAll(' REQUEST', '') },
      why: /is no certificate request/,
    },
    {
      name: 'two requests',
      asked: { pem: requestPem({ subject, ...names }).repeat(2) },
      why: /is no certificate request/,
    },
    {
      name: 'rubbish in the right envelope',
      asked: { pem: `-----BEGIN CERTIFICATE REQUEST-----\n${'A'.repeat(400)}\n-----END CERTIFICATE REQUEST-----\n` },
      why: /cannot be read/,
    },
  ];

for (const { name, asked, why, by = known } of hostile) {
  test(`denied: ${name}`, () => {
    const judgement = judged(request(asked), by);
    assert.equal(judgement.kind, 'deny');
    assert.match(judgement.kind === 'deny' ? judgement.why : '', why);
  });
}

test('denied: every request with one byte changed, or it is cut short', () => {
  const der = Buffer.from(request().pem.replace(/-----.*-----|\n/g, ''), 'base64');
  const asPem = (bytes: Buffer): string =>
    `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  for (let index = 0; index < der.length; index++) {
    const changed = Buffer.from(der);
    changed.writeUInt8((changed.readUInt8(index) + 1) % 256, index);
    assert.equal(judged(request({ pem: asPem(changed) }), known).kind, 'deny', `byte ${String(index)}`);
    assert.equal(
      judged(request({ pem: asPem(der.subarray(0, index)) }), known).kind,
      'deny',
      `cut at ${String(index)}`,
    );
  }
});
