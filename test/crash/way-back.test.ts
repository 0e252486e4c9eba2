import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, type Interference } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { bytesAt } from '../../src/adapters/memory/tree.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { DAY } from '../../src/core/instant.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { renew } from '../../src/usecases/renew.ts';
import { rescue } from '../../src/usecases/rescue.ts';
import { resume } from '../../src/usecases/resume.ts';
import { rollback } from '../../src/usecases/rollback.ts';
import { bytes, changedPaths } from './consistent.ts';
import { effectsOf, lived, renewal, rollBackLast, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const APISERVER = ['key', 'crt'].map((end) => `/etc/kubernetes/pki/apiserver.${end}`);
const COPY = '/root/.kube/config';

const base = controlPlane();
const original = bytes(base);
const whole = base.copy();
await lived(whole, renewal);

const replaced = (node: MemoryNode): void => APISERVER.forEach((path) => node.write(path, 'of kubeadm certs renew'));

const obstacles: readonly {
  readonly about: string;
  readonly change: (node: MemoryNode) => Promise<void> | void;
  readonly says: RegExp;
}[] = [
  {
    about: 'would bring back certificates that have ended',
    change: (node: MemoryNode) => node.pass(40 * DAY),
    says: /nobody accepts any more what was there: .*admin\.conf.*apiserver\.crt/s,
  },
  {
    about: 'meets files that somebody else replaced',
    change: replaced,
    says: /changed by someone else since: \/etc\/kubernetes\/pki\/apiserver\.key, \/etc\/kubernetes\/pki\/apiserver\.crt$/,
  },
  {
    about: 'needs keys that were removed after their time',
    change: async (node: MemoryNode) => {
      node.pass(10 * DAY);
      const { now } = node.machine;
      await node.live().world.runs.prune({ keepRuns: 7, keepKeysFor: 5 * DAY, now });
    },
    says: /: not kept any more: .*apiserver\.key/,
  },
];
for (const { about, change, says } of obstacles) {
  test(`a rollback that ${about} is refused with all that is in the way, and nothing is begun`, async () => {
    const node = whole.copy();
    await change(node);
    const before = bytes(node);
    const runs = [...node.machine.runs.keys()];
    await assert.rejects(
      lived(node, (world) => rollback({ ...wished, consent: async () => assert.fail('asked') }, world)),
      (thrown) => thrown instanceof PerennialError && thrown.code === 'no-way-back' && says.test(thrown.message),
    );
    assert.deepEqual([...node.machine.runs.keys()], runs);
    assert.deepEqual(changedPaths(before, bytes(node)), []);
    assert.equal((await rescueOrRenew(node)).kind, 'ran');
  });
}

/** Either may be begun. */
async function rescueOrRenew(node: MemoryNode) {
  try {
    const rescued = await rescue(wished, node.live().world);
    return rescued.kind === 'alive' ? rescued.changes[0] : rescued.change;
  } catch (thrown) {
    assert.equal((thrown as PerennialError).code, 'nothing-dead');
    return await renew({ ...wished, which: { kind: 'named', names: ['front-proxy-client'] } }, node.live().world);
  }
}

test("a person's copy that its owner changed since is left alone, and everything else is undone", async () => {
  const node = whole.copy();
  node.write(COPY, Buffer.concat([bytesAt(node.machine, COPY) ?? Buffer.of(), Buffer.from('# mine\n')]));
  const undone = await lived(node, rollBackLast);
  assert.ok(undone?.kind === 'ran' && undone.report.outcome.kind === 'complete');
  assert.deepEqual(undone.plan.leftAlone, [{ name: COPY, why: 'changed by someone else since' }]);
  assert.deepEqual(changedPaths(original, bytes(node)), [COPY]);
  assert.deepEqual(await openRunIds(node.live().world.runs), []);
});

test('a renewal that fails when somebody else replaced what it had installed is left open, for a rollback would stop too', async () => {
  const node = base.copy();
  const interfere: Interference = ({ label }) => {
    if (!label.startsWith('stop kube-controller-manager')) return 'go';
    replaced(node);
    return new PerennialError('runtime-unavailable', 'no runtime');
  };
  const policy = { ...defaultPolicy, onFailure: 'roll-back' } as const;
  const ran = await renew({ ...wished, policy }, node.live({ interfere }).world);
  assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'stopped');
  assert.equal(ran.report.rolledBackBy, undefined);
  assert.equal((await openRunIds(node.live().world.runs)).length, 1);
  assert.equal([...node.machine.runs.keys()].length, 1);
});

test('a rollback that was cut off, and could no longer be finished, is not carried on with', async () => {
  for (const change of [replaced, (node: MemoryNode) => node.pass(40 * DAY)]) {
    const node = await cutOffUndoing();
    change(node);
    const before = bytes(node);
    const resumed = lived(node, (world) => resume(wished, world));
    await assert.rejects(resumed, { code: 'no-way-back', next: 'perennial abandon' });
    assert.deepEqual(changedPaths(before, bytes(node)), []);
    assert.equal((await openRunIds(node.live().world.runs)).length, 1);
  }
});

/** Its first file is back, the API server's are not. */
async function cutOffUndoing(): Promise<MemoryNode> {
  const node = whole.copy();
  const effects = await effectsOf(whole.copy(), rollBackLast);
  const at = effects.findIndex((label) => label.startsWith('install /etc/kubernetes/admin.conf'));
  await lived(node, rollBackLast, cutAt(at + 1, 'after'));
  return node;
}

test('the rollback of a renewal of which nothing was put in place needs no certificate that lives', async () => {
  const node = base.copy();
  const effects = await effectsOf(base.copy(), renewal);
  const at = effects.findIndex((label) => label.startsWith('install '));
  await lived(node, renewal, cutAt(at - 1, 'before'));
  node.pass(40 * DAY);
  const undone = await lived(node, rollBackLast);
  assert.ok(undone?.kind === 'ran' && undone.report.outcome.kind === 'complete');
  assert.deepEqual(await openRunIds(node.live().world.runs), []);
  assert.deepEqual(changedPaths(original, bytes(node)), []);
});
