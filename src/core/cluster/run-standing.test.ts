import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Intent } from '../plan/plan.ts';
import type { Outcome } from '../plan/report.ts';
import type { RunState } from '../plan/run-state.ts';
import { type KnownRun, runStanding } from './run-standing.ts';

const complete: Outcome = { kind: 'complete' };
const stopped: Outcome = { kind: 'stopped', step: '1.1', stage: 'etcd', reason: 'etcd is not healthy' };

function run(id: string, intent: Intent, state: RunState, outcome?: Outcome): KnownRun {
  const plan = { format: 1, intent, node: 'cp-1', madeAt: 0, stages: [], leftAlone: [] } as const;
  const times = { startedAt: 0, endedAt: Number(id) };
  const report =
    outcome === undefined
      ? ({ kind: 'missing' } as const)
      : ({ kind: 'read', value: { run: id, ...times, outcome, certificates: [], components: [] } } as const);
  return { id, plan, state, report };
}

const renew: Intent = { kind: 'renew' };
const restart: Intent = { kind: 'restart', components: ['etcd'] };
const rescue: Intent = { kind: 'rescue', dead: ['apiserver'] };
const copies: Intent = { kind: 'kubeconfig' };
const done = (id: string, intent: Intent = renew) => run(id, intent, 'complete', complete);
const undone = (id: string, intent: Intent = renew) => run(id, intent, 'rolled-back', stopped);
const undoing = (id: string, of: string) => run(id, { kind: 'rollback', of }, 'complete', complete);

interface Case {
  readonly about: string;
  readonly runs: readonly KnownRun[];
  readonly last?: string;
  readonly failed?: string;
  readonly renewal?: string;
}

const cases: readonly Case[] = [
  { about: 'no run at all', runs: [] },
  { about: 'a renewal', runs: [done('1')], last: '1', renewal: '1' },
  { about: 'a rescue is a renewal', runs: [done('1'), done('2', rescue)], last: '2', renewal: '2' },
  {
    about: 'a plan that was never begun is no run',
    runs: [done('1'), run('2', renew, 'not-started')],
    last: '1',
    renewal: '1',
  },
  {
    about: 'a renewal that undid itself',
    runs: [done('1'), undone('2'), undoing('3', '2')],
    last: '2',
    failed: '2 etcd is not healthy',
    renewal: '1',
  },
  {
    about: 'the next renewal makes it good',
    runs: [undone('2'), undoing('3', '2'), done('4')],
    last: '4',
    renewal: '4',
  },
  {
    about: 'a renewal that was abandoned stops others until the next one',
    runs: [
      done('1'),
      run('2', renew, 'abandoned', stopped),
      run('3', { kind: 'abandon', of: ['2'] }, 'complete', complete),
    ],
    last: '2',
    failed: '2 etcd is not healthy',
    renewal: '1',
  },
  {
    about: 'a restart does not make a failed renewal good',
    runs: [undone('2'), undoing('3', '2'), done('4', restart)],
    last: '4',
    failed: '2 etcd is not healthy',
  },
  { about: 'a restart makes a failed restart good', runs: [undone('2', restart), done('4', restart)], last: '4' },
  { about: 'a renewal makes a failed restart good', runs: [undone('2', restart), done('4')], last: '4', renewal: '4' },
  {
    about: 'a run that was cut off',
    runs: [run('2', renew, 'open')],
    last: '2',
    failed: '2 it was cut off',
  },
  {
    about: 'a run that a person stopped',
    runs: [run('2', renew, 'open', { ...stopped, reason: 'asked to stop' })],
    last: '2',
    failed: '2 asked to stop',
  },
  {
    about: 'a good run that a person undid',
    runs: [run('2', renew, 'rolled-back', complete), undoing('3', '2')],
    last: '2',
    failed: '2 it was rolled back by hand',
  },
  {
    about: 'copies of admin.conf say nothing about other nodes',
    runs: [done('1'), undone('2', copies)],
    last: '2',
    renewal: '1',
  },
];

for (const { about, runs, last, failed, renewal } of cases) {
  test(`${about}: ${failed === undefined ? 'nothing failed' : `failed ${failed}`}`, () => {
    const standing = runStanding(runs, undefined);
    assert.equal(standing.lastRun?.id, last);
    assert.equal(standing.failed && `${standing.failed.id} ${standing.failed.reason ?? ''}`, failed);
    assert.equal(standing.lastRenewal?.run, renewal);
  });
}

test('a renewal whose run was pruned since is remembered, one that was undone is not', () => {
  const previous = { lastRenewal: { run: '1', endedAt: 1 } };
  assert.deepEqual(runStanding([done('2', restart)], previous).lastRenewal, previous.lastRenewal);
  assert.equal(runStanding([run('1', renew, 'rolled-back', complete)], previous).lastRenewal, undefined);
  assert.equal(runStanding([done('2')], previous).lastRenewal?.run, '2');
});
