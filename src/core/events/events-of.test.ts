import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedRun } from '../../../test/node-reports.ts';
import { leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { DAY, HOUR, MINUTE } from '../instant.ts';
import type { NodeFacts } from '../overview/overview.ts';
import { dueEvents } from './due-events.ts';
import { sayingOfFailure, sayingsOf } from './events-of.ts';
import { savedSentEvents, type SentEvents, sentEventsText } from './sent-events.ts';

const renewal = { run: 'run-2', endedAt: NOW };
const restart = { id: 'run-3', intent: 'restart', state: 'complete', endedAt: NOW } as const;
const due = leaf('apiserver', { renewalDueAt: NOW - DAY, status: 'renewal-due' });
const ending = leaf('admin.conf', { expiresAt: NOW + 5 * DAY, status: 'expiring' });
const authority = leaf('ca', { kind: 'authority', expiresAt: NOW + 80 * DAY, status: 'authority-expiring' });

const cases: readonly {
  readonly about: string;
  readonly facts: Partial<NodeFacts>;
  readonly said: readonly string[];
}[] = [
  { about: 'a node on which all is well says nothing', facts: {}, said: [] },
  {
    about: 'what is due is said, and is no warning yet',
    facts: { certificates: [due] },
    said: ['Normal CertificateExpiring: renewal is due: apiserver (2030-11-11 03:00 UTC)'],
  },
  {
    about: 'what is about to end is a warning, the first one first',
    facts: { certificates: [due, ending] },
    said: [
      'Warning CertificateExpiring: renewal is due: admin.conf (2030-01-20 03:00 UTC), apiserver (2030-11-11 03:00 UTC)',
    ],
  },
  {
    about: 'what somebody else renews is not said',
    facts: { certificates: [{ ...due, externallyManaged: true }] },
    said: [],
  },
  {
    about: 'an authority has a reason of its own',
    facts: { certificates: [authority, { ...authority, name: 'etcd-ca', status: 'authority-expired' }] },
    said: [
      'Warning CACertificateExpiring: authorities end, and no certificate outlives its authority: ca (2030-04-05 03:00 UTC), etcd-ca (2030-04-05 03:00 UTC)',
    ],
  },
  {
    about: 'a renewal is said',
    facts: { lastRenewal: renewal },
    said: ['Normal CertificatesRenewed: certificates were renewed and proved: run run-2'],
  },
  {
    about: 'a renewal is said whatever was run since',
    facts: { lastRenewal: renewal, lastRun: restart },
    said: ['Normal CertificatesRenewed: certificates were renewed and proved: run run-2'],
  },
  { about: 'a restart renews nothing', facts: { lastRun: restart }, said: [] },
  {
    about: 'a renewal of last week is no news',
    facts: { lastRenewal: { ...renewal, endedAt: NOW - 7 * DAY } },
    said: [],
  },
  {
    about: 'a run that was rolled back says why',
    facts: { lastRun: failedRun, failed: failedRun },
    said: ['Warning CertificateRolledBack: run 2030-01-14T03-00-00Z-renew: no space left on device'],
  },
  {
    about: 'a run that is left open has failed',
    facts: { failed: { id: 'run-3', intent: 'renew', state: 'open' } },
    said: ['Warning CertificateRenewalFailed: run run-3: no reason was recorded'],
  },
];

for (const { about, facts, said } of cases) {
  test(`Events: ${about}`, () => {
    const sayings = sayingsOf(seenNode('cp-1', facts), {}, NOW);
    assert.deepEqual(
      sayings.map(({ type, reason, note }) => `${type} ${reason}: ${note}`),
      said,
    );
  });
}

test('of a node that was not seen nothing is said', () => {
  assert.deepEqual(sayingsOf({ node: 'cp-1', seen: { kind: 'silent' } }, {}, NOW), []);
});

const again: readonly (readonly [about: string, after: number, reasons: readonly string[]])[] = [
  ['in the same minute', MINUTE, []],
  ['after 29 minutes', 29 * MINUTE, []],
  ['after half an hour', 30 * MINUTE, ['CertificateExpiring']],
  ['after the clock was set back', -HOUR, ['CertificateExpiring']],
];
for (const [about, after, reasons] of again) {
  test(`what is still so ${about}: ${reasons.length === 0 ? 'not again' : 'once more'}`, () => {
    const sent: SentEvents = { CertificateExpiring: { at: NOW }, CertificatesRenewed: { at: NOW, run: 'run-2' } };
    assert.deepEqual(reasonsAt(NOW + after, { certificates: [due], lastRenewal: renewal }, sent), reasons);
  });
}

test('a renewal is said once, the next one too, but not in the same half hour', () => {
  const sent: SentEvents = { CertificatesRenewed: { at: NOW, run: 'run-1' } };
  assert.deepEqual(reasonsAt(NOW + 10 * MINUTE, { lastRenewal: renewal }, sent), []);
  assert.deepEqual(reasonsAt(NOW + HOUR, { lastRenewal: renewal }, sent), ['CertificatesRenewed']);
  assert.deepEqual(reasonsAt(NOW + HOUR, { lastRenewal: { ...renewal, run: 'run-0' } }, sent), [], 'run-1 was undone');
  const then: SentEvents = { CertificatesRenewed: { at: NOW + HOUR, run: 'run-2' } };
  assert.deepEqual(reasonsAt(NOW + 3 * HOUR, { lastRenewal: renewal }, then), []);
});

test('the name is the same within the half hour, and another for another node, reason or half hour', () => {
  const named = (node: string, why: string, now: number) =>
    dueEvents([sayingOfFailure(node, why)], {}, { node, now }).map(({ event }) => event.name);
  assert.deepEqual(named('cp-1', 'a', NOW), named('cp-1', 'b', NOW + MINUTE));
  assert.match(named('cp-1', 'a', NOW)[0] ?? '', /^cp-1\.[0-9a-f]{16}$/);
  const others = [named('cp-1', 'a', NOW), named('cp-2', 'a', NOW), named('cp-1', 'a', NOW + HOUR)].flat();
  assert.equal(new Set(others).size, 3);
});

test('what is remembered is what was', () => {
  const sent: SentEvents = { CertificateRolledBack: { at: NOW, run: 'run-1' }, CertificateExpiring: { at: NOW } };
  assert.deepEqual(savedSentEvents(sentEventsText(sent)), sent);
});

function reasonsAt(now: number, facts: Partial<NodeFacts>, sent: SentEvents): readonly string[] {
  const sayings = sayingsOf(seenNode('cp-1', facts), sent, now);
  return dueEvents(sayings, sent, { node: 'cp-1', now }).map(({ event }) => event.reason);
}
