import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, changedPaths } from '../../test/crash/consistent.ts';
import { clusterOfThree } from '../../test/cluster-of-three.ts';
import { failedRun, wellReport } from '../../test/node-reports.ts';
import type { NodeReport } from '../core/cluster/node-report.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/instant.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import type { Order } from '../core/schedule/order.ts';
import type { Tell } from '../ports/news.ts';
import { runScheduled } from './run-scheduled.ts';

/** `cp-1` among others, which say what they are told to say. Everything is due; its clock shows a Tuesday, 03:00 UTC. */
function amongOthers() {
  const { node, reports } = clusterOfThree();
  const now = (): Instant => node.machine.now;
  const put = (name: string, changes: Partial<NodeReport>): void =>
    void reports.set(name, JSON.stringify(wellReport(name, { takenAt: now(), ...changes })));
  const run = (policy: Partial<Policy>, tell: Tell = () => undefined) =>
    runScheduled({ policy: { ...defaultPolicy, ...policy }, copies: [] }, node.live({ tell }).world);
  return { node, now, put, run };
}

const due = { due: [{ name: 'apiserver', end: Date.UTC(2031, 0, 1) }] };
const canary: Order = { canary: 'cp-2', soak: 5 * MINUTE };

test('the canary goes first, is watched, and then the next one goes', async () => {
  const { now, put, run } = amongOthers();
  put('cp-2', due);
  const waits: string[] = [];
  let renewedAt = 0;
  const report = await run({ order: canary }, (news) => {
    if (news.kind !== 'turn-awaited') return;
    waits.push(news.why);
    if (waits.length > 1) return;
    renewedAt = now();
    put('cp-2', { lastRenewal: { run: 'a-run', endedAt: renewedAt } });
  });
  assert.ok(report.kind === 'renewed' && report.change.kind === 'ran');
  assert.equal(report.change.report.outcome.kind, 'complete');
  assert.match(waits.join('\n'), /^cp-2 goes first.*\ncp-2 was renewed a moment ago/);
  assert.ok(report.change.report.startedAt - renewedAt >= canary.soak);
});

test('a node that fails while it is watched stops who waited for it', async () => {
  const { now, put, run } = amongOthers();
  put('cp-3', { lastRenewal: { run: 'a-run', endedAt: now() } });
  const waiting = run({ order: { soak: HOUR } }, (news) => {
    if (news.kind === 'turn-awaited') put('cp-3', { failed: failedRun });
  });
  await assert.rejects(waiting, { code: 'turn-missed', message: /too late: cp-3 failed: .*no space left/ });
});

test('a node that fails just before the turn stops who need not wait for it', async () => {
  const { node, put, run } = amongOthers();
  const before = bytes(node);
  const renewing = run({}, (news) => {
    if (news.kind === 'looking' && news.at === 'what could be in the way') put('cp-2', { failed: failedRun });
  });
  await assert.rejects(renewing, { code: 'turn-missed', message: /too late: cp-2 failed: .*no space left/ });
  assert.deepEqual(changedPaths(before, bytes(node)), []);
});

test('a window that closes while others have their turns is not overrun', async () => {
  const { node, put, run } = amongOthers();
  put('cp-2', due);
  const before = bytes(node);
  const window = { days: ['tue' as const], start: { hour: 2, minute: 30 }, length: HOUR, timeZone: 'UTC' };
  await assert.rejects(run({ order: canary, window }), { code: 'turn-missed', message: /the window has closed/ });
  assert.deepEqual(changedPaths(before, bytes(node)), []);
});

test('who has no other chance any more waits no longer', async () => {
  const { node, put, run } = amongOthers();
  // Everything ends after 20 days; a chance is the last where it ends within a day, two hours and 35 minutes.
  node.pass(20 * DAY - (DAY + 3 * HOUR));
  put('cp-2', due);
  const waits: string[] = [];
  const report = await run({ order: canary }, (news) => void (news.kind === 'turn-awaited' && waits.push(news.why)));
  assert.ok(report.kind === 'renewed' && !report.decision.lastChance && report.change.kind === 'ran');
  assert.equal(report.change.report.outcome.kind, 'complete');
  assert.match(waits.join(), /^cp-2 goes first/);
});

test('who has no other chance waits for nobody', async () => {
  const { node, put, run } = amongOthers();
  node.pass(19.5 * DAY);
  put('cp-2', due);
  const report = await run({ order: canary }, (news) => assert.notEqual(news.kind, 'turn-awaited'));
  assert.ok(report.kind === 'renewed' && report.decision.lastChance);
});
