import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaseTimes } from '../../src/core/coordination/times.ts';
import { coordinationSubjects } from './coordination-subjects.ts';

const { duration, sure, heartbeat, look } = leaseTimes;

for (const { name, make } of coordinationSubjects) {
  const contract = (what: string): string => `coordination, ${name}: ${what}`;

  test(contract('the holder is named by node and run, and is nobody after the release'), async (t) => {
    const { on, holder } = await make(t);
    const held = await on('cp-1').acquire('run-1');
    assert.equal(holder(), 'cp-1_run-1');
    assert.equal(held.lost(), undefined);
    await held.release();
    assert.equal(holder(), '');
    assert.match(held.lost() ?? '', /released/);
  });

  test(contract('heartbeats keep it for as long as it takes'), async (t) => {
    const { on, pass, holder } = await make(t);
    const held = await on('cp-1').acquire('run-1');
    for (let times = 0; times < 20; times += 1) {
      await pass(heartbeat * 3);
      assert.equal(held.lost(), undefined);
    }
    assert.equal(holder(), 'cp-1_run-1');
  });

  test(contract('while one holds it, another waits as long as it has patience, and is told who it is'), async (t) => {
    const { on, holder } = await make(t);
    const held = await on('cp-1').acquire('run-1');
    await assert.rejects(on('cp-2').acquire('run-2'), { code: 'lock-busy', message: /cp-1_run-1 holds the lease/ });
    assert.equal(holder(), 'cp-1_run-1');
    assert.equal(held.lost(), undefined);
  });

  test(contract('the next one goes as soon as it was released'), async (t) => {
    const { on, ticks } = await make(t);
    const first = await on('cp-1').acquire('run-1');
    await first.release();
    const before = ticks();
    const second = await on('cp-2').acquire('run-2');
    assert.ok(ticks() - before <= look);
    assert.equal(second.lost(), undefined);
  });

  test(contract('a holder that is cut off knows before anybody else may take it'), async (t) => {
    const { on, pass, cutOff, holder, ticks } = await make(t);
    const first = await on('cp-1').acquire('run-1');
    cutOff('cp-1');
    const before = ticks();
    await pass(sure - 1);
    assert.equal(first.lost(), undefined);
    await pass(1);
    assert.match(first.lost() ?? '', /could not be renewed in time/);
    const second = await on('cp-2').acquire('run-2');
    assert.ok(ticks() - before >= duration);
    assert.equal(holder(), 'cp-2_run-2');
    assert.equal(second.lost(), undefined);
  });

  test(contract('a holder that was cut off for a while, with nobody there to take it, goes on'), async (t) => {
    const { on, pass, cutOff, reconnect, holder } = await make(t);
    const held = await on('cp-1').acquire('run-1');
    cutOff('cp-1');
    await pass(duration * 2);
    assert.notEqual(held.lost(), undefined);
    reconnect('cp-1');
    await pass(heartbeat);
    assert.equal(held.lost(), undefined);
    assert.equal(holder(), 'cp-1_run-1');
  });

  test(contract('a holder whose lease was taken has lost it for good, and releases nothing'), async (t) => {
    const { on, pass, cutOff, reconnect, holder } = await make(t);
    const first = await on('cp-1').acquire('run-1');
    cutOff('cp-1');
    await pass(sure);
    const second = await on('cp-2').acquire('run-2');
    reconnect('cp-1');
    await pass(heartbeat);
    assert.match(first.lost() ?? '', /is held by cp-2_run-2/);
    await first.release();
    assert.equal(holder(), 'cp-2_run-2');
    assert.equal(second.lost(), undefined);
  });

  test(contract('a run that was cut off is followed at once on its own node'), async (t) => {
    const { on, ticks, holder, cutOff, reconnect } = await make(t);
    await on('cp-1').acquire('run-1');
    cutOff('cp-1');
    reconnect('cp-1');
    const before = ticks();
    for (const run of ['run-1', 'run-2']) await on('cp-1').acquire(run);
    assert.ok(ticks() - before <= look);
    assert.equal(holder(), 'cp-1_run-2');
  });

  test(contract('each of several nodes has its turn'), async (t) => {
    const { on, holder } = await make(t);
    for (const node of ['cp-3', 'cp-1', 'cp-2']) {
      const held = await on(node).acquire('run');
      assert.equal(holder(), `${node}_run`);
      await held.release();
    }
  });

  test(contract('without an API server there is nothing to agree on'), async (t) => {
    const { on, cutOff } = await make(t);
    cutOff('cp-1');
    await assert.rejects(on('cp-1').acquire('run-1'), { code: 'api-unavailable' });
  });

  test(contract('a release that nobody hears is no error, and runs out'), async (t) => {
    const { on, cutOff, holder } = await make(t);
    const held = await on('cp-1').acquire('run-1');
    cutOff('cp-1');
    await held.release();
    assert.equal(holder(), 'cp-1_run-1');
    await on('cp-2').acquire('run-2');
    assert.equal(holder(), 'cp-2_run-2');
  });
}
