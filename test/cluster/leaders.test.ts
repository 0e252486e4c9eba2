import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { containerIds } from './containers.ts';
import { type Held, watchLease } from './held-lease.ts';
import { bootControlPlanes } from './lab/control-planes.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { NEWEST, testControlPlane } from './test-control-plane.ts';

const LEASE = 'kube-controller-manager';
const controlPlane = testControlPlane({ name: 'leader', address: '10.78.0.44' });

test('on one control plane: time without a leading controller manager, its first restart since boot', async () => {
  const measured = await leaderReplaced(controlPlane(), controlPlane());
  publish('leader-of-one', measured);
});

test('on three control planes: time without a leading controller manager, renewed where it leads', async (t) => {
  const cluster = await bootControlPlanes({ name: 'leaders', place: 45, version: NEWEST });
  t.after(cluster.wipe);
  const holder = await leaderNow(cluster.nodes[0]);
  const leading = cluster.nodes.find(({ name }) => holder.startsWith(`${name}_`));
  assert.ok(leading, holder);
  const observer = cluster.nodes.find((node) => node !== leading) ?? leading;
  publish('leader-of-three', await leaderReplaced(leading, observer));
});

/** Renews the controller manager's credential where it leads; what an independent client and process table saw meanwhile. */
async function leaderReplaced(leading: ControlPlane, observer: ControlPlane) {
  const lease = watchLease(observer, LEASE);
  const process = await watchProcess(leading, LEASE);
  const { report } = await perennialJson<RunDocument>(leading, 'renew', 'controller-manager.conf', '--yes');
  const [held, endedMs] = [await lease.stop(), await process.stop()];
  const [first, last] = [held[0], held.at(-1)];
  assert.equal(report.outcome.kind, 'complete', JSON.stringify(report.outcome));
  assert.ok(first !== undefined && last !== undefined && endedMs !== undefined, JSON.stringify({ held, endedMs }));
  assert.ok(first.holder.startsWith(`${leading.name}_`) && last.holder !== '', JSON.stringify(held));
  assert.notEqual(last.holder, first.holder);
  return {
    leaderlessSeconds: {
      fromEndOfProcessToNextHolder: seconds(last.firstSeenMs - endedMs),
      fromLastRenewalToNextHolder: seconds(last.firstSeenMs - first.renewedMs),
      asPerennialReports: report.components.find(({ component }) => component === LEASE)?.leaderlessSeconds,
    },
    holders: held.map((one: Held) => ({ holder: one.holder, seconds: seconds(one.lastSeenMs - one.firstSeenMs) })),
  };
}

interface RunDocument {
  readonly report: {
    readonly outcome: { readonly kind: string };
    readonly components: readonly { readonly component: string; readonly leaderlessSeconds?: number }[];
  };
}

const seconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

const leaderNow = async (machine: ControlPlane): Promise<string> =>
  await machine.kubectl('-n', 'kube-system', 'get', 'lease', LEASE, '-o', 'jsonpath={.spec.holderIdentity}');

/** When the process of a component was gone from the machine's process table, looked at every 20 ms; undefined while it runs. */
async function watchProcess(machine: ControlPlane, component: string) {
  const id = (await containerIds(machine)).get(component) ?? '';
  const tasks = await machine.mustExec(['ctr', '-n', 'k8s.io', 'tasks', 'ls']);
  const pid = tasks
    .split('\n')
    .find((line) => line.startsWith(id))
    ?.split(/\s+/)[1];
  const entry = machine.path(`/proc/${pid ?? ''}/stat`);
  assert.ok(existsSync(entry), `no process of ${component} at ${entry}`);
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted && existsSync(entry)) await pause(20);
    return stopping.signal.aborted ? undefined : Date.now();
  })();
  return { stop: async () => (stopping.abort(), await watching) };
}
