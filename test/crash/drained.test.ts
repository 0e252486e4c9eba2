import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, failing, type Interference } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { DAY, HOUR } from '../../src/core/instant.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { News } from '../../src/ports/news.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { renew } from '../../src/usecases/renew.ts';
import type { RestartRequest } from '../../src/usecases/requests.ts';
import { restart } from '../../src/usecases/restart.ts';
import { resume } from '../../src/usecases/resume.ts';
import { runScheduled } from '../../src/usecases/run-scheduled.ts';
import { status } from '../../src/usecases/status.ts';
import { assertConsistent } from './consistent.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { effectsOf, lived, renewal, undo, type Work, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const otherNodes = ['cp-2', 'cp-3'].map((name) => ({ name, isReady: true }));
const base = controlPlane({ otherNodes });
const before = containersOf(base);

const request: RestartRequest = {
  ...wished,
  which: { kind: 'named', components: ['etcd', 'kube-apiserver'] },
  drain: true,
  despiteEtcd: false,
};
const restarting: Work = (world) => restart(request, world);
/** Finishes what is open, or begins again when nothing was begun. */
const finish: Work = async (world) =>
  (await openRunIds(world.runs)).length > 0 ? await resume(wished, world) : await restarting(world);

function containersOf({ machine }: MemoryNode): Readonly<Record<string, string>> {
  return Object.fromEntries([...machine.processes].map(([component, { id }]) => [component, id]));
}

const refusedOn = ({ machine }: MemoryNode): readonly number[] => [...machine.refusals.keys()];

/** Labels of the effects that matter here, the journal's left out. */
const deeds = (effects: readonly string[]): readonly string[] =>
  effects.filter((label) => /^(refuse|admit|stop)/.test(label));

async function eachCut(work: Work, then: (node: MemoryNode, cut: Cut) => Promise<void>): Promise<number> {
  const cuts = await cutsOf(base, work);
  for (const cut of cuts) {
    const node = base.copy();
    await lived(node, work, cutAt(cut.number, cut.when));
    await then(node, cut);
    assert.deepEqual(refusedOn(node), [], cut.about);
  }
  return cuts.length;
}

test('the port is refused before anything is stopped, and admitted when both are well again', async () => {
  const effects = await effectsOf(base.copy(), restarting);
  assert.deepEqual(deeds(effects), ['refuse 6443', 'stop etcd', 'stop kube-apiserver', 'admit 6443']);
});

test('balancers have their time before the first stop', async () => {
  const node = base.copy();
  let [refusedAt, stoppedAt] = [0, 0];
  const watched: Interference = ({ label }) => {
    if (label === 'refuse 6443') refusedAt = node.machine.now;
    if (label === 'stop etcd') stoppedAt = node.machine.now;
    return 'go';
  };
  await lived(node, restarting, watched);
  assert.ok(stoppedAt - refusedAt >= 2000, `${String(stoppedAt - refusedAt)} ms`);
});

for (const [way, hours] of [
  ['back', -8],
  ['forward', 8],
] as const) {
  test(`a clock that is set ${way} while the port is refused gives balancers neither more nor less time`, async () => {
    const node = base.copy();
    const { clock } = node.live().world;
    let [refusedAt, stoppedAt] = [0, 0];
    const set: Interference = ({ label }) => {
      if (label === 'stop etcd') stoppedAt = clock.ticks();
      if (label === 'refuse 6443') {
        refusedAt = clock.ticks();
        node.setClock(hours * HOUR);
      }
      return 'go';
    };
    const ran = await lived(node, restarting, set);
    assert.equal(ran?.kind === 'ran' && ran.report.outcome.kind, 'complete');
    const given = stoppedAt - refusedAt;
    assert.ok(given >= 2000 && given < 3000, `${String(given)} ms`);
    assert.deepEqual(refusedOn(node), []);
  });
}

test('cut off anywhere and run again, a drained restart ends with new containers and an open port', async () => {
  const cuts = await eachCut(restarting, async (node, { about }) => {
    await lived(node, finish);
    await assertConsistent(node, about);
    const after = containersOf(node);
    for (const component of ['etcd', 'kube-apiserver'])
      assert.notEqual(after[component], before[component], `${component}: ${about}`);
    assert.equal(after['kube-scheduler'], before['kube-scheduler']);
  });
  assert.ok(cuts > 20, `only ${String(cuts)} places to cut`);
});

test('cut off anywhere and rolled back, a drained restart leaves an open port', async () => {
  await eachCut(restarting, async (node, { about }) => {
    await lived(node, undo);
    // Of a run that has recorded nothing there is nothing to undo, and nothing is refused.
    await assertConsistent(node, about);
  });
});

test('resumed, it opens the port first, and refuses it once more before what is left to be stopped', async () => {
  const node = base.copy();
  const at = (await effectsOf(base.copy(), restarting)).indexOf('stop etcd');
  await lived(node, restarting, cutAt(at + 1, 'before'));
  assert.deepEqual(refusedOn(node), [6443]);
  const again = deeds(await effectsOf(node, finish));
  assert.deepEqual(again, ['admit 6443', 'refuse 6443', 'stop etcd', 'stop kube-apiserver', 'admit 6443']);
});

test('resumed when only the opening is left, it refuses nothing more', async () => {
  const node = base.copy();
  const at = (await effectsOf(base.copy(), restarting)).indexOf('admit 6443');
  await lived(node, restarting, cutAt(at + 1, 'before'));
  assert.deepEqual(deeds(await effectsOf(node, finish)), ['admit 6443']);
});

test('after a boot, which ends every rule and starts every container anew, what was begun is finished', async () => {
  const node = base.copy();
  const at = (await effectsOf(base.copy(), restarting)).indexOf('stop kube-apiserver');
  await lived(node, restarting, cutAt(at + 1, 'before'));
  node.machine.refusals.clear();
  node.machine.processes.clear();
  node.pass(5000);
  await lived(node, finish);
  await assertConsistent(node, 'booted');
  assert.deepEqual(refusedOn(node), []);
  assert.equal((await openRunIds(node.live().world.runs)).length, 0);
});

const fails = new PerennialError('runtime-unavailable', 'no runtime');
for (const onFailure of ['stop', 'roll-back'] as const) {
  for (const label of ['stop etcd', 'stop kube-apiserver']) {
    test(`a drained restart that fails at ${label} opens the port, whatever follows: ${onFailure}`, async () => {
      const node = base.copy();
      const policy = { ...defaultPolicy, onFailure };
      const ran = await restart({ ...request, policy }, node.live({ interfere: failing(label, fails) }).world);
      assert.equal(ran.kind === 'ran' && ran.report.outcome.kind, 'stopped');
      assert.deepEqual(refusedOn(node), []);
    });
  }
}

const locked = new PerennialError('firewall-failed', 'the rules cannot be listed: iptables: the lock is held');

for (const onFailure of ['stop', 'roll-back'] as const) {
  test(`a firewall that fails takes nobody's outcome, report or rollback away: ${onFailure}`, async () => {
    const node = base.copy();
    const said: News[] = [];
    const policy = { ...defaultPolicy, onFailure };
    const which = { kind: 'named', names: ['apiserver', 'controller-manager.conf'] } as const;
    let failures = 0;
    const interfere: Interference = ({ label }) => (/^stop/.test(label) && (failures += 1) === 1 ? fails : 'go');
    const { world } = node.live({ interfere, tell: (news) => void said.push(news) });
    const firewall = { ...world.firewall, refusals: () => Promise.reject(locked) };
    const ran = await renew({ ...wished, which, policy }, { ...world, firewall });
    assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'stopped');
    assert.match(ran.report.outcome.reason, /no runtime/);
    assert.equal(ran.report.rolledBackBy?.outcome.kind, onFailure === 'stop' ? undefined : 'complete');
    const [run] = (await status(node.live().world)).runs;
    assert.deepEqual(run?.report, { kind: 'read', value: ran.report });
    const refused = said.find((news) => news.kind === 'still-refused');
    assert.deepEqual([refused?.port, refused?.why], [6443, locked.message]);
  });
}

test('a port that could not be opened is opened by whoever comes next', async () => {
  const node = base.copy();
  const ran = await lived(node, restarting, failing('admit', locked));
  assert.equal(ran?.kind === 'ran' && ran.report.outcome.kind, 'stopped');
  assert.deepEqual(refusedOn(node), [6443]);
  await lived(node, finish);
  assert.deepEqual(refusedOn(node), []);
  await assertConsistent(node, 'finished');
});

test('a firewall that is busy for a while is asked again, and nobody needs to be told', async () => {
  const node = base.copy();
  const said: News[] = [];
  let failures = 0;
  const interfere: Interference = ({ label }) => (label === 'admit 6443' && (failures += 1) < 4 ? locked : 'go');
  await restart(request, node.live({ interfere, tell: (news) => void said.push(news) }).world);
  assert.deepEqual(refusedOn(node), []);
  assert.ok(!said.some(({ kind }) => kind === 'still-refused'));
});

test('a run that is asked to stop in between opens the port', async () => {
  const node = base.copy();
  const stop = new AbortController();
  const interfere: Interference = ({ label }) => (label === 'stop etcd' && stop.abort(), 'go');
  await restart(request, node.live({ interfere, stop: stop.signal }).world);
  assert.deepEqual(refusedOn(node), []);
  assert.equal((await openRunIds(node.live().world.runs)).length, 1);
});

/** A machine on which a finished run of ours drained, and somebody's rule of that run is there all the same. */
async function leftBehind(): Promise<MemoryNode> {
  const node = base.copy();
  await lived(node, restarting);
  const { now } = node.machine;
  node.machine.refusals.set(6443, { port: 6443, run: 'dead', since: now, until: now + 1000 });
  return node;
}

test('what a dead run left refused is opened by the next call of a schedule, though nothing is due', async () => {
  const node = await leftBehind();
  const renewal = { duration: 10 * DAY, percent: 100 };
  const policy = { ...defaultPolicy, thresholds: { ...defaultPolicy.thresholds, renewal } };
  const report = await runScheduled({ ...wished, policy }, node.live().world);
  assert.equal(report.kind === 'decided' && report.decision.kind, 'nothing-due');
  assert.deepEqual(refusedOn(node), []);
});

test('a call of a schedule leaves alone what a run that is at work refuses', async () => {
  const node = await leftBehind();
  await node.live().world.lock.acquire();
  await runScheduled(wished, node.live().world).catch(() => undefined);
  assert.deepEqual(refusedOn(node), [6443]);
});

for (const { name, work } of [
  { name: 'a renewal', work: renewal },
  { name: 'a renewal that is refused because a run is open', work: renewal },
]) {
  test(`${name} opens what was left refused`, async () => {
    const node = await leftBehind();
    if (name.includes('refused because')) {
      const at = (await effectsOf(base.copy(), restarting)).indexOf('stop etcd');
      await lived(node, restarting, cutAt(at + 1, 'before'));
    }
    await lived(node, work).catch((thrown: unknown) => assert.equal((thrown as PerennialError).code, 'run-open'));
    assert.deepEqual(refusedOn(node), []);
  });
}
