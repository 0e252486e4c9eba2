import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { overviewOf } from '../../../test/overviews.ts';
import { ended } from '../../../test/prometheus/program.ts';
import type { CertificateOverview, NodeOverview, Overview } from '../../core/overview/overview.ts';
import { exposition } from './exposition.ts';
import { subjectAttributes } from './subject-attributes.ts';

const facts = { version: '1.2.3', runtime: 'node', runs: [] };
const [healthy] = overviewOf(healthyInventory()).nodes;

const texts: Readonly<Record<string, string>> = {
  'a quote': 'a"} 1\nperennial_verdict{status="ok',
  'a backslash at the end': 'a\\',
  'line breaks of all kinds': 'a\nb\rc\r\nd\u2028e',
  'a NUL': 'a\0b',
  'half of a pair of surrogates': 'a\ud800b',
  'a colour for terminals': '\u001b[31mred',
  'a megabyte': 'x'.repeat(2 ** 20),
  'an end mark': '\n# EOF\n',
};

for (const [name, text] of Object.entries(texts)) {
  for (const compatibility of [undefined, 'x509'] as const) {
    test(`${name} in names, paths and subjects stays inside its label (${compatibility ?? 'our names'})`, async () => {
      const wanted = { format: 'text', ...(compatibility && { compatibility }) } as const;
      const body = textOf(withCertificate(text), facts, wanted);
      const plain = textOf(withCertificate('plain'), facts, wanted);
      assert.deepEqual(await ended('promtool', ['check', 'metrics'], body), { status: 0, said: '' });
      assert.equal(body.split('\n').length, plain.split('\n').length);
      assert(!/[\r\0]/.test(body));
    });
  }
}

test('two certificates that are alike in everything are two series all the same', async () => {
  const twice = withCertificates([certificate('same'), certificate('same')]);
  const body = textOf(twice, facts, { format: 'text', compatibility: 'x509' });
  const series = body
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
  assert.equal(new Set(series).size, series.length);
});

test('serials that are no numbers, from a report that somebody wrote by hand, are left empty', async () => {
  const body = textOf(withCertificates([{ ...certificate('a'), serial: 'rm -rf' }]), facts, {
    format: 'text',
    compatibility: 'x509',
  });
  assert.match(body, /^x509_cert_not_after\{subject_CN="a",/m);
});

test('a subject cannot smuggle another attribute in', () => {
  const found = subjectAttributes('CN=a\\, O=system:masters, O=x \\+ CN=root + OU=y');
  assert.deepEqual(
    [...found],
    [
      ['CN', ['a, O=system:masters']],
      ['O', ['x + CN=root']],
      ['OU', ['y']],
    ],
  );
});

function certificate(text: string): CertificateOverview {
  const of = { subject: `CN=${text}`, issuer: `CN=${text}`, serial: '1A', fingerprint: 'f'.repeat(64), key: text };
  return {
    name: text,
    kind: 'unknown',
    status: 'ok',
    path: `/${text}`,
    usedBy: [text],
    served: true,
    notBefore: 0,
    expiresAt: 1,
    ...of,
  };
}

const withCertificate = (text: string): Overview => withCertificates([certificate(text)]);

function withCertificates(certificates: readonly CertificateOverview[]): Overview {
  assert(healthy?.seen.kind === 'seen');
  const node: NodeOverview = { ...healthy, seen: { ...healthy.seen, certificates } };
  return { takenAt: 0, nodes: [node] };
}

const textOf = (...asked: Parameters<typeof exposition>): string => [...exposition(...asked)].join('');
