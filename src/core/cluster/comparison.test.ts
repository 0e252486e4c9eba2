import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedRun, NOW, publishedReport } from '../../../test/node-reports.ts';
import { DAY, MINUTE, SECOND } from '../instant.ts';
import { defaultPolicy } from '../policy.ts';
import { comparisonOf, reportsFor } from './comparison.ts';
import type { NodeReport, PublishedReport } from './node-report.ts';

const [own, other] = [publishedReport('cp-1'), publishedReport('cp-2')];
const ca = (...letters: readonly string[]): Pick<NodeReport, 'authorities'> => ({
  authorities: [{ name: 'ca', fingerprints: letters.map((letter) => letter.repeat(64)) }],
});
const someDue = { name: 'apiserver', end: NOW + 20 * DAY };
const unreadable: PublishedReport = {
  node: 'cp-2',
  report: { kind: 'unreadable', reason: 'parse', detail: 'it is no JSON' },
};

interface Case {
  readonly about: string;
  readonly reports: readonly PublishedReport[];
  readonly clocks?: readonly (readonly [string, number])[];
  readonly expected: readonly (readonly [string, RegExp])[];
}

const cases: readonly Case[] = [
  { about: 'nodes that agree', reports: [own, other], expected: [] },
  { about: 'one node alone', reports: [own], expected: [] },
  {
    about: 'a node that never reported',
    reports: [own, { node: 'cp-2', report: { kind: 'missing' } }],
    expected: [['warning node-silent cp-2', /never reported/]],
  },
  {
    about: 'a report of three looks ago is no silence',
    reports: [own, publishedReport('cp-2', { takenAt: NOW - 3 * DAY })],
    expected: [],
  },
  {
    about: 'a report that is older',
    reports: [own, publishedReport('cp-2', { takenAt: NOW - 3 * DAY - 1 })],
    expected: [['warning node-silent cp-2', /for 3 days, since 2030-01-12 02:59 UTC; it looks every 24 hours/]],
  },
  {
    about: 'a month is no silence of a node that looks monthly',
    reports: [own, publishedReport('cp-2', { takenAt: NOW - 31 * DAY, look: 31 * DAY })],
    expected: [],
  },
  {
    about: 'a report that cannot be read',
    reports: [own, unreadable],
    expected: [['unknown report-unreadable cp-2', /it is no JSON/]],
  },
  {
    about: 'a node whose last run was rolled back',
    reports: [own, publishedReport('cp-2', { failed: failedRun })],
    expected: [
      ['warning node-failed cp-2', /its run 2030-01-14T03-00-00Z-renew was rolled back: no space left on device/],
    ],
  },
  {
    about: 'the own node whose run is open',
    reports: [publishedReport('cp-1', { failed: { ...failedRun, state: 'open' } }), other],
    expected: [['warning node-failed cp-1', /is unfinished/]],
  },
  {
    about: 'another authority',
    reports: [publishedReport('cp-1', ca('a')), publishedReport('cp-2', ca('b')), publishedReport('cp-3', ca('b'))],
    expected: [['critical authorities-differ ca', /are different authorities on cp-1, and on cp-2 and cp-3/]],
  },
  {
    about: 'bundles that overlap',
    reports: [publishedReport('cp-1', ca('a')), publishedReport('cp-2', ca('a', 'b'))],
    expected: [['warning authorities-differ ca', /bundles with different members/]],
  },
  {
    about: 'the same members in another order',
    reports: [publishedReport('cp-1', ca('b', 'a')), publishedReport('cp-2', ca('a', 'b'))],
    expected: [],
  },
  {
    about: 'an authority that one node does not have, as with an external etcd',
    reports: [own, publishedReport('cp-2', { authorities: [] })],
    expected: [],
  },
  {
    about: 'another key for service accounts',
    reports: [own, publishedReport('cp-2', { serviceAccountKey: 'd'.repeat(64) }), publishedReport('cp-3')],
    expected: [['critical service-account-keys-differ sa.pub', /different on cp-1 and cp-3, and on cp-2/]],
  },
  {
    about: 'a clock whose kubelet writes of the future',
    reports: [own, other],
    clocks: [['cp-2', 10 * MINUTE]],
    expected: [['warning clock-skew cp-2', /10 minutes ahead of the one of cp-1/]],
  },
  {
    about: 'a clock whose kubelet is behind, though Ready',
    reports: [own, other],
    clocks: [['cp-2', -10 * MINUTE]],
    expected: [['warning clock-skew cp-2', /10 minutes behind the one of cp-1/]],
  },
  {
    about: 'a clock that its own API server calls behind',
    reports: [own, publishedReport('cp-2', { clockOffsetMilliseconds: 10 * MINUTE })],
    expected: [['warning clock-skew cp-2', /9 minutes behind the one of cp-1/]],
  },
  {
    about: 'a report from the future',
    reports: [own, publishedReport('cp-2', { takenAt: NOW + DAY })],
    expected: [['warning clock-skew cp-2', /24 hours ahead of/]],
  },
  {
    about: 'clocks that differ by less than the policy minds',
    reports: [own, other],
    clocks: [['cp-2', 59 * SECOND]],
    expected: [],
  },
  {
    about: 'another Kubernetes',
    reports: [own, publishedReport('cp-2', { kubernetesVersion: 'v1.37.2' })],
    expected: [['warning versions-differ kubernetes', /v1.36.3 on cp-1; v1.37.2 on cp-2/]],
  },
  {
    about: 'another perennial',
    reports: [own, publishedReport('cp-2', { version: '1.3.0' })],
    expected: [['info versions-differ perennial', /1.2.3 on cp-1; 1.3.0 on cp-2/]],
  },
  {
    about: 'the worst comes first',
    reports: [own, publishedReport('cp-2', { version: '1.3.0', failed: failedRun, ...ca('b') })],
    expected: [
      ['critical authorities-differ ca', /./],
      ['warning node-failed cp-2', /./],
      ['info versions-differ perennial', /./],
    ],
  },
];

for (const { about, reports, clocks = [], expected } of cases) {
  test(`${about}: ${expected.map(([what]) => what).join(', ') || 'nothing'}`, () => {
    const found = comparisonOf({ now: NOW, own: 'cp-1', reports, clocks: new Map(clocks) }, defaultPolicy);
    assert.deepEqual(
      found.map(({ code, severity, subject }) => `${severity} ${code} ${subject}`),
      expected.map(([what]) => what),
    );
    for (const [index, { message }] of found.entries()) assert.match(message, expected[index]?.[1] ?? /^$/);
  });
}

test('a control-plane node without a report is missing, a report of no such node is left out', () => {
  const published = [other, publishedReport('cp-9')];
  assert.deepEqual(reportsFor(['cp-2', 'cp-3'], published), [other, { node: 'cp-3', report: { kind: 'missing' } }]);
});

const rolledBack: readonly (readonly [string, Partial<NodeReport>, string])[] = [
  ['is finished by resume', { failed: { ...failedRun, state: 'open' } }, 'resume'],
  ['of a node that is due is made good by its renewal', { failed: failedRun, due: [someDue] }, 'renew'],
  ['of a node on which nothing is due is made good by a renewal of everything', { failed: failedRun }, 'renew --all'],
  ['that restarted is done once more', { failed: { ...failedRun, intent: 'restart' } }, 'restart --all'],
];

for (const [about, changes, command] of rolledBack) {
  test(`a failed run ${about}`, () => {
    const view = { now: NOW, own: 'cp-1', reports: [own, publishedReport('cp-2', changes)], clocks: new Map() };
    assert.deepEqual(
      comparisonOf(view, defaultPolicy).map(({ mend }) => mend),
      [`on cp-2: perennial ${command}`],
    );
  });
}
