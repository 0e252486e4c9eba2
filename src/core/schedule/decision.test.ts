import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../instant.ts';
import type { Blocker } from './blocker.ts';
import { type Decision, decisionOf } from './decision.ts';
import { weekdays, type Window } from './window.ts';

const nightly: Window = { days: weekdays, start: { hour: 2, minute: 0 }, length: 2 * HOUR, timeZone: 'UTC' };
const alert: Blocker = { kind: 'alert', why: 'EtcdMembersDown is firing' };
const upgrade: Blocker = { kind: 'upgrade', why: 'kubeadm has manifests of an upgrade still to install on this node' };
const away: Blocker = { kind: 'api-away', why: 'how the other nodes are cannot be asked' };
const elsewhere: Blocker = { kind: 'upgrade-elsewhere', why: 'API servers of different versions are seen' };

interface Row {
  readonly name: string;
  readonly now: string;
  /** Ends of what is due. */
  readonly ends: readonly string[];
  readonly blockers?: readonly Blocker[];
  readonly window?: Window;
  readonly emergency?: boolean;
  readonly decides: Decision['kind'] | 'emergency';
}

const noon = '2026-11-24T12:00Z';
const inside = '2026-11-24T02:30Z';
const later = '2027-01-01T00:00Z';

const rows: readonly Row[] = [
  { name: 'nothing is due', now: inside, ends: [], window: nightly, decides: 'nothing-due' },
  { name: 'nothing is due, whatever blocks', now: noon, ends: [], blockers: [upgrade], decides: 'nothing-due' },
  { name: 'any time will do without a window', now: noon, ends: [later], decides: 'renew' },
  { name: 'the window is open', now: inside, ends: [later], window: nightly, decides: 'renew' },
  { name: 'the window is closed', now: noon, ends: [later], window: nightly, decides: 'wait' },
  {
    name: 'too little of the window is left',
    now: '2026-11-24T03:56Z',
    ends: [later],
    window: nightly,
    decides: 'wait',
  },
  {
    name: 'something ends before the window opens',
    now: noon,
    ends: ['2026-11-25T01:00Z', later],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'something ends minutes after the window opens',
    now: noon,
    ends: ['2026-11-25T02:04Z'],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'something ends before this node has looked in the window, had its turn, and renewed',
    now: noon,
    ends: ['2026-11-25T03:34Z'],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'something ends when the window was open for long enough',
    now: noon,
    ends: ['2026-11-25T03:35Z'],
    window: nightly,
    decides: 'wait',
  },
  { name: 'something has ended', now: noon, ends: ['2026-11-01T00:00Z'], window: nightly, decides: 'emergency' },
  {
    name: 'emergencies wait where the policy says so',
    now: noon,
    ends: ['2026-11-25T01:00Z'],
    window: nightly,
    emergency: false,
    decides: 'wait',
  },
  {
    name: 'an emergency inside the window is none',
    now: inside,
    ends: ['2026-11-24T20:00Z'],
    window: nightly,
    decides: 'renew',
  },
  { name: 'an alert fires', now: inside, ends: [later], blockers: [alert], window: nightly, decides: 'blocked' },
  {
    name: 'an alert fires, but something ends today',
    now: inside,
    ends: ['2026-11-24T20:00Z'],
    blockers: [alert],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'an alert fires without a window, but something ends before the next look',
    now: noon,
    ends: ['2026-11-25T11:00Z'],
    blockers: [alert],
    decides: 'emergency',
  },
  {
    name: 'an alert fires, and something ends before the next look of a day on which clocks go back',
    now: noon,
    ends: ['2026-11-25T13:00Z'],
    blockers: [alert],
    decides: 'emergency',
  },
  {
    name: 'an upgrade is under way, even if something ends today',
    now: inside,
    ends: ['2026-11-24T20:00Z'],
    blockers: [alert, upgrade],
    window: nightly,
    decides: 'blocked',
  },
  {
    name: 'versions that differ elsewhere',
    now: inside,
    ends: [later],
    blockers: [elsewhere],
    window: nightly,
    decides: 'blocked',
  },
  {
    name: 'versions that differ elsewhere, but something ends today',
    now: inside,
    ends: ['2026-11-24T20:00Z'],
    blockers: [elsewhere],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'the API server is away, and nothing ends soon',
    now: inside,
    ends: [later],
    blockers: [away],
    window: nightly,
    decides: 'blocked',
  },
  {
    name: 'the API server is away, and something ends today',
    now: inside,
    ends: ['2026-11-24T20:00Z'],
    blockers: [away],
    window: nightly,
    decides: 'emergency',
  },
  {
    name: 'the API server is away, something has ended, and the policy wants no emergencies',
    now: inside,
    ends: ['2026-11-23T20:00Z'],
    blockers: [away],
    window: nightly,
    emergency: false,
    decides: 'renew',
  },
  {
    name: 'outside the window nobody is told what would block',
    now: noon,
    ends: [later],
    blockers: [upgrade],
    window: nightly,
    decides: 'wait',
  },
];

for (const { name, now, ends, blockers = [], window, emergency = true, decides } of rows) {
  test(`${name}: ${decides}`, () => {
    const due = ends.map((end, index) => ({ name: `leaf-${String(index)}`, end: Date.parse(end) }));
    const policy = { emergency, look: DAY, ...(window !== undefined && { window }) };
    const decision = decisionOf(due, blockers, policy, Date.parse(now));
    assert.equal(decision.kind === 'renew' && decision.emergency ? 'emergency' : decision.kind, decides);
  });
}

test('what is waited for is said, and what ends before it', () => {
  const due = [
    { name: 'apiserver', end: Date.parse('2026-11-24T13:00Z') },
    { name: 'admin.conf', end: Date.parse(later) },
  ];
  const decision = decisionOf(due, [], { window: nightly, look: DAY, emergency: false }, Date.parse(noon));
  const opensAt = Date.parse('2026-11-25T02:00Z');
  assert.deepEqual(decision, {
    kind: 'wait',
    until: { opensAt, closesAt: opensAt + 2 * HOUR },
    endsBefore: ['apiserver'],
  });
});

test('only what an emergency may not override blocks it', () => {
  const due = [{ name: 'apiserver', end: Date.parse('2026-11-24T13:00Z') }];
  const decision = decisionOf(due, [alert, upgrade], { window: nightly, look: DAY, emergency: true }, Date.parse(noon));
  assert.deepEqual(decision, { kind: 'blocked', by: [upgrade] });
});
