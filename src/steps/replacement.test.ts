import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Container } from '../core/inventory.ts';
import type { Scene } from './handler.ts';
import { replace } from './replacement.ts';
import { restart } from './restart.ts';

const CHANGED_AT = 1_000_000;

function container(id: string, startedAt: number): Container {
  return { component: 'kube-scheduler', id, imageVersion: '1.36.3', startedAt, seenBy: 'proc' };
}

/** Shows one look after the other, the last for ever; notes what was stopped. */
function sceneOf(looks: readonly (Container | undefined)[]): { readonly scene: Scene; readonly stopped: string[] } {
  const stopped: string[] = [];
  let [look, now] = [0, CHANGED_AT];
  const running = async () => [looks[Math.min(look++, looks.length - 1)]].filter((one) => one !== undefined);
  const world = {
    containers: { running, stop: async (id: string) => void stopped.push(id) },
    files: { changedAt: async () => CHANGED_AT },
    clock: { now: () => now, ticks: () => now, pause: async (milliseconds: number) => void (now += milliseconds) },
  };
  return { scene: { world, waiting: () => undefined, timeGiven: () => undefined } as unknown as Scene, stopped };
}

const wanted = {
  component: 'kube-scheduler',
  newerThan: ['/etc/kubernetes/scheduler.conf'],
  graceSeconds: 30,
} as const;
const [old, next] = [container('old', CHANGED_AT - 500), container('next', CHANGED_AT + 500)];

test('a container that was just being started when its files changed shows up late, and is stopped too', async () => {
  const { scene, stopped } = sceneOf([undefined, undefined, old, old, old, next]);
  const { from, to } = await replace(wanted, scene);
  assert.deepEqual([stopped, from, to], [['old'], undefined, 'next']);
});

test('a container that takes its time to end is stopped once', async () => {
  const { scene, stopped } = sceneOf([old, old, old, old, undefined, next]);
  const { from, to } = await replace(wanted, scene);
  assert.deepEqual([stopped, from, to], [['old'], 'old', 'next']);
});

test('containers that seem older than their files for ever are not stopped for ever', async () => {
  const started = ['a', 'b', 'c', 'd', 'e'].map((id) => container(id, CHANGED_AT - 28_800_000));
  const { scene, stopped } = sceneOf([old, ...started.flatMap((one) => [one, one])]);
  await assert.rejects(replace(wanted, scene), { code: 'not-proved', message: /was the clock set back\?$/ });
  assert.deepEqual(stopped, ['old', 'a', 'b']);
});

test('a container that does not come back is not proved', async () => {
  const { scene } = sceneOf([old, undefined]);
  await assert.rejects(replace(wanted, scene), { code: 'not-proved' });
});

test('one that may be away is stopped where it runs with the old files, and not waited for', async () => {
  const { scene, stopped } = sceneOf([old, old, undefined]);
  const { from, to } = await replace({ ...wanted, orAway: true }, scene);
  assert.deepEqual([stopped, from, to], [['old'], 'old', undefined]);
});

for (const [about, looks, kind] of [
  ['is away', [undefined], 'done'],
  ['runs with the old files', [old], 'pending'],
  ['runs with the new ones', [next], 'done'],
] as const) {
  test(`for one that may be away and ${about} the step is ${kind}`, async () => {
    const step = { kind: 'restart', id: '1.1', ...wanted, orAway: true } as const;
    assert.equal((await restart.inspect(step, sceneOf(looks).scene)).kind, kind);
  });
}
