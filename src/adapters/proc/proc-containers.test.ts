import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { procContainers } from './proc-containers.ts';
import { apiUid, cgroupOf, containerId, type FakeProcess, procFolder } from './proc-folder.test-support.ts';
import { quickerContainers } from './quicker-containers.ts';

const now = 1_795_000_000_000;
const [a, b, c] = [containerId('a'), containerId('b'), containerId('c')];
const etcd: FakeProcess = { program: 'etcd', cgroup: cgroupOf(a) };
const apiServer: FakeProcess = {
  program: '/usr/local/bin/kube-apiserver',
  comm: 'kube-apiserver',
  cgroup: cgroupOf(b),
};
const nested = { ...apiServer, cgroup: `0::/machine${cgroupOf(c).slice(3)}`, namespacePids: [100, 50, 1] };

describe("containers as this machine's processes show them", () => {
  const cases: readonly (readonly [string, readonly FakeProcess[], readonly string[] | undefined])[] = [
    ['each component is found with its container', [etcd, apiServer], [a, b]],
    ['a long name is found although its short form is cut', [{ program: 'kube-controller-manager' }], [a]],
    ['a cluster nested in a container of this machine is not ours', [etcd, nested], [a]],
    ['a nested cluster alone leaves the question open', [nested], undefined],
    ['no component leaves the question open', [{ program: 'bash' }], undefined],
    ['a process beside us, in no container, is none', [etcd, { ...apiServer, namespacePids: [100] }], [a]],
    ['a process outside pods is none', [etcd, { ...apiServer, cgroup: '0::/system.slice/x.service\n' }], [a]],
    ['another program that takes the short name is none', [etcd, { program: 'sleep', comm: 'kube-scheduler' }], [a]],
    ['a process that has ended is none', [etcd, { ...apiServer, state: 'Z' }], [a]],
    ['two processes of one container are one', [etcd, { ...etcd, startTicks: 60_000 }], [a]],
    ['a component in two static pods leaves the question open', [etcd, { ...etcd, cgroup: cgroupOf(b) }], undefined],
    ['a static pod wins over another pod', [etcd, { ...etcd, cgroup: cgroupOf(b, apiUid) }], [a]],
    [
      'a component in no static pod leaves the question open',
      [{ ...etcd, cgroup: cgroupOf(b, apiUid) }, apiServer],
      undefined,
    ],
  ];
  for (const [name, processes, expected] of cases) {
    test(name, (t) => {
      const running = procContainers(procFolder(t, processes, now), () => now).running();
      assert.deepEqual(
        running?.map(({ id }) => id),
        expected,
      );
    });
  }

  test('the start is boot plus ticks, of the oldest process', (t) => {
    const younger = { ...etcd, startTicks: 60_000 };
    const folder = procFolder(t, [younger, { ...etcd, startTicks: 50_001 }], now);
    assert.deepEqual(procContainers(folder, () => now).running(), [
      { component: 'etcd', id: a, imageVersion: '', startedAt: now - 1_000_000 + 500_010, seenBy: 'proc' },
    ]);
  });

  test('clocks that contradict each other leave the question open', (t) => {
    const folder = procFolder(t, [etcd], now);
    writeFileSync(join(folder, 'uptime'), '12.00 3.00\n');
    assert.equal(procContainers(folder, () => now).running(), undefined);
  });

  test('a machine without /proc leaves the question open', () => {
    assert.equal(procContainers('/nonexistent').running(), undefined);
  });

  test('the machine that runs this test can be read, whatever runs on it', () => {
    assert.doesNotThrow(() => procContainers().running());
  });
});

describe('processes first, then the runtime', () => {
  const stopped: string[] = [];
  const runtime = { running: async () => [], stop: async (id: string) => void stopped.push(id) };

  test('a certain answer of processes is taken', async (t) => {
    const proc = procContainers(procFolder(t, [etcd], now), () => now);
    assert.equal((await quickerContainers({ proc, runtime }).running()).length, 1);
  });

  test('else the runtime is asked, and it is what stops', async () => {
    const containers = quickerContainers({ proc: { running: () => undefined }, runtime });
    assert.deepEqual(await containers.running(), []);
    await containers.stop('x', 1);
    assert.deepEqual(stopped, ['x']);
  });
});
