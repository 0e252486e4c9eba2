import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { answersTo } from './answers.ts';
import { type Asked, known, ofOwn, own, request, subject, worker } from './asked.test-support.ts';
import { judged, type Known } from './judged.ts';

const good: Readonly<Record<string, Asked>> = {
  'a kubelet with an RSA key': { fields: { key: 'RSA-2048' } },
  'a kubelet with an elliptic key': { usages: ['digital signature', 'server auth'] },
  'a kubelet with an Edwards key': { fields: { key: 'Ed25519' } },
  'every address it has': {
    fields: {
      dnsNames: ['worker-1', 'worker-1.example.internal', 'worker-1.example.org'],
      ipAddresses: ['10.0.0.9', 'fd00::9', '203.0.113.9'],
    },
  },
  'names alone': { fields: { ipAddresses: [] } },
  'addresses alone': { fields: { dnsNames: [] } },
  'its subject the other way round': { fields: { subject: [...subject].reverse() } },
};

for (const [name, asked] of Object.entries(good)) {
  test(`approved: ${name}`, () => {
    assert.deepEqual(judged(request(asked), known), { kind: 'approve' });
  });
}

test('approved: a node of the control plane, whose names the API server has, too', () => {
  const fields = { ...ofOwn.fields, dnsNames: ['cp-1'], ipAddresses: ['10.0.0.1'] };
  assert.deepEqual(judged(request({ ...ofOwn, fields }), known), { kind: 'approve' });
});

test('approved: what openssl made as a kubelet would', () => {
  const pem = execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-new',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        '/dev/null',
        '-subj',
        '/O=system:nodes/CN=system:node:worker-1',
      ],
      ...['-addext', 'subjectAltName=DNS:worker-1,IP:10.0.0.9'],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  assert.deepEqual(judged(request({ pem }), known), { kind: 'approve' });
});

const waiting: readonly { readonly name: string; readonly by: Known; readonly why: RegExp }[] = [
  { name: 'a node that is not there yet', by: { ...known, nodes: [own] }, why: /there is no node worker-1/ },
  {
    name: 'a node without addresses',
    by: { ...known, nodes: [own, { ...worker, addresses: [] }] },
    why: /no addresses yet/,
  },
  { name: 'names of the API server that nobody knows', by: { ...known, apiServerNames: undefined }, why: /not known/ },
];

for (const { name, by, why } of waiting) {
  test(`left alone: ${name}`, () => {
    const judgement = judged(request(), by);
    assert.match(judgement.kind === 'wait' ? judgement.why : '', why);
  });
}

test('of several good requests of one kubelet the newest is approved, and what is older or not good is denied', () => {
  const requests = [
    request({ name: 'old', createdAt: 1 }),
    request({ name: 'bad', createdAt: 4, usages: ['client auth'] }),
    request({ name: 'new', createdAt: 3 }),
    request({ name: 'as new', createdAt: 3 }),
    request({ name: 'own', createdAt: 0, ...ofOwn, fields: { ...ofOwn.fields, dnsNames: ['cp-1'], ipAddresses: [] } }),
  ];
  const answers = answersTo(requests, known).map(({ request: { name }, judgement }) => [name, judgement.kind]);
  assert.deepEqual(answers, [
    ['bad', 'deny'],
    ['new', 'approve'],
    ['as new', 'approve'],
    ['old', 'deny'],
    ['own', 'approve'],
  ]);
});
