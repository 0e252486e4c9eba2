import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  copyOf,
  healthyInventory,
  NOW,
  testAuthorities,
  unknownLeaf,
  withCertificate,
  withServed,
} from '../../../test/inventory.ts';
import { findingsOf } from '../../core/check/check.ts';
import { verdictOf } from '../../core/check/verdict.ts';
import { DAY } from '../../core/instant.ts';
import type { Inventory } from '../../core/inventory.ts';
import { defaultPolicy as policy } from '../../core/policy.ts';
import type { Examined } from './examined.ts';
import { type ReportFormat, reportFormats, reportText } from './render.ts';
import type { Style } from './style.ts';

function examined(inventory: Inventory): Examined {
  const findings = findingsOf(inventory, policy);
  return { inventory, findings, verdict: verdictOf(findings, inventory), policy };
}

/** Keys and serials are made anew in each test run; here they are always the same. */
function steadyInventory(): Inventory {
  const healthy = healthyInventory();
  const authorities = healthy.authorities.map((authority, index) =>
    authority.members.kind === 'read'
      ? {
          ...authority,
          members: {
            ...authority.members,
            value: authority.members.value.map((one) => ({ ...one, serial: `C${index}` })),
          },
        }
      : authority,
  );
  const served = healthy.served.map((one) =>
    one.presented.kind === 'read'
      ? { ...one, presented: { ...one.presented, value: { ...one.presented.value, serial: 'D' } } }
      : one,
  );
  return healthy.leaves.reduce<Inventory>(
    (inventory, { name }, index) => withCertificate(inventory, name, { serial: `A${index}`, fingerprint: `f${index}` }),
    { ...healthy, authorities, served },
  );
}

/** A bad day: one certificate over, one about to end, one due, one stale, a people's copy behind, and things lying about. */
function badDay(): Inventory {
  const over = withCertificate(steadyInventory(), 'etcd-peer', { notAfter: NOW - DAY });
  const ending = withCertificate(over, 'apiserver', { notAfter: NOW + 10 * DAY });
  const due = withCertificate(ending, 'front-proxy-client', { notBefore: NOW - 305 * DAY, notAfter: NOW + 60 * DAY });
  const server = due.leaves.find(({ name }) => name === 'etcd-server')?.certificate;
  if (server?.kind !== 'read') throw new Error('no etcd-server');
  const stale = withServed(due, ({ leaf }) => leaf === 'etcd-server', {
    kind: 'read',
    value: { ...server.value, serial: 'OLD', fingerprint: 'old', notAfter: NOW + 20 * DAY },
  });
  const dates = { notBefore: NOW - 200 * DAY, notAfter: NOW + 165 * DAY };
  const copy = copyOf(testAuthorities.ca.leaf({ commonName: 'kubernetes-admin', serial: 0xb1n, ...dates }));
  const made = testAuthorities.ca.leaf({ commonName: 'some\u001b[31mbody', serial: 0xc1n, ...dates });
  const strangers = Array.from({ length: 14 }, (_, index) => unknownLeaf(made, `/etc/kubernetes/pki/old-${index}.crt`));
  return { ...stale, leaves: [...stale.leaves, copy, ...strangers] };
}

const steady = (text: string): string => text.replace(/\b[0-9a-f]{64}\b/g, 'FINGERPRINT');

/** `PERENNIAL_WRITE_GOLDEN=1` writes the files anew; look at the difference before you keep it. */
function assertGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, 'golden', name);
  if (process.env['PERENNIAL_WRITE_GOLDEN'] === '1') writeFileSync(path, steady(text));
  assert.equal(steady(text), readFileSync(path, 'utf8'));
}

const days: Readonly<Record<string, () => Inventory>> = { 'bad-day': badDay, 'good-day': steadyInventory };

for (const [day, inventory] of Object.entries(days)) {
  for (const format of reportFormats) {
    test(`a ${day.replace('-', ' ')} as ${format} looks as it should`, () => {
      assertGolden(`${day}.${format}.txt`, reportText(examined(inventory()), format));
    });
  }
}

test('YAML and JSON are the same document', () => {
  const report = examined(badDay());
  assert.deepEqual(parse(reportText(report, 'yaml')), JSON.parse(reportText(report, 'json')));
});

const marks: Style = {
  words: (text) => text,
  good: (text) => `{good}${text}{/}`,
  warning: (text) => `{warning}${text}{/}`,
  bad: (text) => `{bad}${text}{/}`,
  dim: (text) => `{dim}${text}{/}`,
  strong: (text) => `{strong}${text}{/}`,
};

test('colours change nothing but colours', () => {
  const report = examined(badDay());
  for (const format of ['table', 'wide'] as const) {
    assert.equal(reportText(report, format, marks).replace(/\{(\w+|\/)\}/g, ''), reportText(report, format));
  }
});

test('the verdict is the last line of the tables', () => {
  const report = examined(badDay());
  for (const format of ['table', 'wide'] as const) {
    const last = reportText(report, format).trimEnd().split('\n').at(-1);
    assert.equal(last, `CRITICAL: ${report.verdict.sentence}`);
  }
});

test('what a certificate says cannot steer the terminal', () => {
  for (const format of reportFormats satisfies readonly ReportFormat[]) {
    assert(!reportText(examined(badDay()), format).includes('\u001b'), format);
  }
});

test('what one command renews is named in one command, of each severity', () => {
  const ends = { notAfter: NOW + 20 * DAY };
  const soon = ['apiserver', 'etcd-server', 'scheduler.conf'].reduce(
    (inventory, name) => withCertificate(inventory, name, ends),
    healthyInventory(),
  );
  const expired = withCertificate(soon, 'admin.conf', { notAfter: NOW - DAY });
  const commands = reportText(examined(expired), 'table').match(/-> perennial renew .*/g);
  assert.deepEqual(commands, [
    '-> perennial renew admin.conf',
    '-> perennial renew apiserver etcd-server scheduler.conf',
  ]);
});

test('ten thousand unknown certificates are few lines', () => {
  const made = testAuthorities.ca.leaf({ commonName: 'x', notAfter: NOW + 99 * DAY });
  const strangers = Array.from({ length: 10_000 }, (_, index) => unknownLeaf(made, `/etc/kubernetes/pki/${index}.crt`));
  const text = reportText(
    examined({ ...healthyInventory(), leaves: [...healthyInventory().leaves, ...strangers] }),
    'table',
  );
  assert(text.split('\n').length < 40);
  assert.match(text, /and 9997 more findings of unknown-certificate/);
});
