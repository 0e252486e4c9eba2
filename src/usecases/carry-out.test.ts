import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConsistent, bytes, changedPaths, serials } from '../../test/crash/consistent.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { failing, type Interference } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { News } from '../ports/news.ts';
import type { World } from '../ports/world.ts';
import { check } from './check.ts';
import { openRunIds } from './recorded-runs.ts';
import { renew } from './renew.ts';
import type { ChangeReport, RenewRequest } from './requests.ts';
import { resume } from './resume.ts';
import { rollback } from './rollback.ts';

const request: RenewRequest = { ...wished, policy: defaultPolicy };
const named = (...names: readonly string[]): RenewRequest['which'] => ({ kind: 'named', names });

const good = controlPlane();
const expired = aged(controlPlane());
/** Everything has run out but what the API server holds, which was renewed in time. */
const partlyExpired = aged(await renewed(controlPlane(), named('apiserver', 'admin.conf')));

function aged(node: MemoryNode): MemoryNode {
  node.pass(30 * DAY);
  return node;
}

async function renewed(node: MemoryNode, which: RenewRequest['which']): Promise<MemoryNode> {
  assert.equal(outcomeOf(await renew({ ...request, which }, node.live().world)), 'complete');
  return node;
}

const noRoom = new PerennialError('disk-full', 'there is no room');
const making = failing('save admin.conf', noRoom);
const installing = failing('install /etc/kubernetes/pki/apiserver.key', noRoom);
const restarting = failing('stop kube-controller-manager', new PerennialError('runtime-unavailable', 'no runtime'));

/** The first time only: a rollback needs the same thing to work. */
function once(interfere: Interference): Interference {
  let failed = false;
  return (effect) => {
    const fate = failed ? 'go' : interfere(effect);
    failed ||= fate !== 'go';
    return fate;
  };
}

const all = named('apiserver', 'controller-manager.conf', 'admin.conf');
const cases: readonly {
  readonly about: string;
  readonly node: MemoryNode;
  readonly which?: RenewRequest['which'];
  readonly interfere: Interference;
  readonly comesTo: 'rolled back' | 'left open';
}[] = [
  {
    about: 'good certificates that fails while it makes the new',
    node: good,
    interfere: making,
    comesTo: 'rolled back',
  },
  {
    about: 'good certificates that fails while it installs',
    node: good,
    interfere: installing,
    comesTo: 'rolled back',
  },
  { about: 'good certificates that fails at a restart', node: good, interfere: restarting, comesTo: 'rolled back' },
  {
    about: 'expired certificates that fails while it makes the new',
    node: expired,
    interfere: making,
    comesTo: 'rolled back',
  },
  {
    about: 'expired certificates that fails while it installs',
    node: expired,
    interfere: installing,
    comesTo: 'left open',
  },
  { about: 'expired certificates that fails at a restart', node: expired, interfere: restarting, comesTo: 'left open' },
  {
    about: 'a good and an expired certificate that fails at the good one',
    node: partlyExpired,
    which: named('apiserver', 'controller-manager.conf'),
    interfere: installing,
    comesTo: 'rolled back',
  },
  {
    about: 'a good and an expired certificate that fails at the expired one',
    node: partlyExpired,
    which: named('apiserver', 'controller-manager.conf'),
    interfere: restarting,
    comesTo: 'left open',
  },
];

for (const { about, node: base, which = all, interfere, comesTo } of cases) {
  test(`a renewal of ${about} is ${comesTo}`, async () => {
    const node = base.copy();
    const original = bytes(node);
    const news: News[] = [];
    const { world } = node.live({ interfere: once(interfere), tell: (one) => void news.push(one) });
    const ran = await renew({ ...request, which }, world);
    assert.equal(outcomeOf(ran), 'stopped');
    const open = await openRunIds(world.runs);
    assert.equal(open.length, comesTo === 'left open' ? 1 : 0);
    assert.equal(
      ran.kind === 'ran' && ran.report.rolledBackBy?.outcome.kind,
      comesTo === 'left open' ? undefined : 'complete',
    );
    assert.equal(
      news.some(({ kind }) => kind === 'rolling-back'),
      comesTo === 'rolled back',
    );
    if (comesTo === 'rolled back') assert.deepEqual(changedPaths(original, bytes(node)), []);
  });
}

test('an unfinished renewal of expired certificates is finished by resuming it', async () => {
  for (const interfere of [installing, restarting]) {
    const node = expired.copy();
    const before = serials((await check(node.copy().live().world, request)).inventory);
    const first = await renew({ ...request, which: { kind: 'all' } }, node.live({ interfere }).world);
    assert.equal(outcomeOf(first), 'stopped');
    const resumed = await resume(request, node.live().world);
    assert.equal(outcomeOf(resumed), 'complete');
    const after = serials(await assertConsistent(node, 'resumed'));
    assert.deepEqual(
      Object.entries(after).filter(([name, serial]) => before[name] === serial),
      [],
    );
    assert.ok(resumed.kind === 'ran');
    assert.deepEqual(
      resumed.report.certificates.map(({ name, oldSerial, newSerial }) => [name, oldSerial, newSerial]),
      resumed.report.certificates.map(({ name }) => [name, before[name], after[name]]),
    );
  }
});

test('a resumed renewal of expired certificates that fails again is not rolled back either', async () => {
  const node = expired.copy();
  await renew({ ...request, which: all }, node.live({ interfere: restarting }).world);
  const { world } = node.live({ interfere: restarting });
  assert.equal(outcomeOf(await resume(request, world)), 'stopped');
  assert.equal((await openRunIds(world.runs)).length, 1);
  assert.equal(outcomeOf(await resume(request, node.live().world)), 'complete');
});

test('a run that was asked to stop is left open at the next step, and not rolled back', async () => {
  const node = good.copy();
  const stop = new AbortController();
  const tell = ({ kind }: News) => void (kind === 'step-done' && stop.abort());
  const ran = await renew(request, node.live({ stop: stop.signal, tell }).world);
  assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'stopped');
  assert.equal(ran.report.outcome.reason, 'asked to stop');
  assert.equal(ran.report.rolledBackBy, undefined);
  assert.equal(outcomeOf(await resume(request, node.live().world)), 'complete');
});

test('a renewal that is asked to stop before its run is there makes none', async () => {
  const node = good.copy();
  const stop = new AbortController();
  const { world } = node.live({ stop: stop.signal });
  const ran = await renew({ ...request, consent: async () => (stop.abort(), true) }, world);
  assert.deepEqual([ran.kind, await world.runs.list()], ['planned', []]);
});

test('a run that is asked to stop before its first step was not begun, and what a rollback undoes is the run before', async () => {
  const node = await renewed(good.copy(), named('apiserver'));
  const [before] = await node.live().world.runs.list();
  const stop = new AbortController();
  const interfere: Interference = ({ label }) => (label.startsWith('create') && stop.abort(), 'go');
  const ran = await renew({ ...request, which: all }, node.live({ stop: stop.signal, interfere }).world);
  assert.deepEqual(ran.kind === 'ran' && ran.report.outcome, { kind: 'not-begun', reason: 'asked to stop' });
  assert.deepEqual(await openRunIds(node.live().world.runs), []);
  const undone = await rollback(request, node.live().world);
  assert.deepEqual(undone.kind === 'ran' && undone.plan.intent, { kind: 'rollback', of: before });
});

test('the witness is stopped when a run cannot go on, too', async () => {
  const { world } = good.copy().live({ interfere: failing('record done', noRoom) });
  let stops = 0;
  const witness: World['witness'] = {
    start: async (tell) => {
      const begun = await world.witness.start(tell);
      const stop = () => ((stops += 1), begun?.stop() ?? assert.fail('it did not begin'));
      return { stop };
    },
  };
  await assert.rejects(renew(request, { ...world, witness }), { code: 'interrupted' });
  assert.equal(stops, 1);
});

test('a rollback for which there is no room leaves the run open, and says so', async () => {
  const node = good.copy();
  const { world } = node.live({
    interfere: (effect) => {
      const undoing = failing('-rollback', noRoom)(effect);
      return undoing === 'go' ? installing(effect) : undoing;
    },
  });
  await assert.rejects(renew(request, world), {
    code: 'interrupted',
    message: /^the run \S+-renew cannot go on: there is no room$/,
  });
  assert.equal((await openRunIds(node.live().world.runs)).length, 1);
});

for (const [label, kind] of [
  ['report', 'report-not-saved'],
  ['prune', 'not-tidied'],
] as const) {
  test(`a renewal that was carried out is no failure when at its end there is no room to ${label}: it is told`, async () => {
    const news: News[] = [];
    const interfere: Interference = (effect) => (effect.label === label ? noRoom : 'go');
    const ran = await renew(request, good.copy().live({ interfere, tell: (one) => void news.push(one) }).world);
    assert.equal(outcomeOf(ran), 'complete');
    assert.deepEqual(
      news.filter((one) => one.kind === kind).map((one) => 'why' in one && one.why),
      ['there is no room'],
    );
  });
}

function outcomeOf(ran: ChangeReport): string {
  return ran.kind === 'ran' ? ran.report.outcome.kind : ran.kind;
}
