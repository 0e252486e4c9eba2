import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { containerIds } from './containers.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { bootControlPlanes, type ControlPlanes } from './lab/control-planes.ts';
import type { Load } from './lab/load.ts';
import { startLoad } from './lab/load.ts';
import type { LoadReport } from './lab/load-report.ts';
import { runManualJob } from './lab/manual-job.ts';
import { waitUntil } from './lab/wait-until.ts';
import { executable, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent, changedNames, checked, serialsIn } from './served-and-consistent.ts';
import { NEWEST } from './test-control-plane.ts';

const installed = '/usr/local/bin/perennial';
const PER_SECOND = 50;
const CONTROL_MS = 20_000;
const CANARY = 'timers2';
const SOAK_MS = 10_000;

/** A finished run, as `perennial status -o json` has it, and where it was. */
interface Run {
  readonly node: string;
  readonly id: string;
  readonly state: string;
  readonly report?: { readonly startedAt: number; readonly endedAt: number };
}

test('three timers set to the same minute renew three control planes, the canary first, one after the other, and no request fails', async (t) => {
  const cluster = await bootControlPlanes({ name: 'timers', place: 70, version: NEWEST });
  t.after(cluster.wipe);
  const { nodes } = cluster;
  for (const node of nodes) await node.mustExec(['install', '-m', '755', executable, installed]);
  const control = await underLoad(cluster, () => pause(CONTROL_MS));
  const before = await Promise.all(nodes.map(async (node) => serialsIn(await checked(node))));
  const containers = await Promise.all(nodes.map(containerIds));
  const began = Date.now();
  const loads = await underLoad(cluster, () => renewedByTimers(nodes));
  const seconds = (Date.now() - began) / 1000;
  const runs = (await Promise.all(nodes.map(completeRuns))).flat().toSorted(byStart);
  const spans = runs.map(({ report }) => ((report?.endedAt ?? 0) - (report?.startedAt ?? 0)) / 1000);
  publish('three-timers', { seconds, runSeconds: spans, control, loads });
  assert.equal(runs.length, 3);
  assert.equal(runs[0]?.node, CANARY);
  assertOneAfterTheOther(runs);
  for (const [name, { newConnections, keptConnection, watch }] of Object.entries(loads))
    assert.deepEqual([newConnections.failed, keptConnection.failed, watch.cuts], [0, 0, []], name);
  for (const [index, node] of nodes.entries()) {
    const after = await assertServedAndConsistent(node, node.name);
    // super-admin.conf is on the first control plane alone.
    const there = Object.keys(after).filter((name) => after[name] !== 'none');
    assert.deepEqual(changedNames(before[index] ?? {}, after), there, node.name);
    const now = await containerIds(node);
    for (const component of ['etcd', 'kube-apiserver'])
      assert.equal(now.get(component), containers[index]?.get(component), `${component} of ${node.name}`);
  }
  const byHand = await underLoad(cluster, async () => {
    for (const node of nodes) {
      await runManualJob(node);
      await node.ready();
    }
  });
  publish('three-by-hand', { loads: byHand });
  const lost = Object.values(byHand).reduce((sum, { newConnections }) => sum + newConnections.failed, 0);
  assert.ok(lost > 0, 'the job done by hand is known to lose requests; a load that sees none sees nothing');
});

/** Everything is due at once, on all nodes, in the next minute. */
async function renewedByTimers(nodes: readonly ControlPlane[]): Promise<void> {
  const start = new Date(Date.now() + 70_000).toISOString().slice(11, 16);
  const order = `order: { canary: ${CANARY}, soak: ${String(SOAK_MS / 1000)}s }`;
  const text = `thresholds: { renewal: 100% }\nwindow: { start: "${start}", length: 30m }\n${order}\n`;
  for (const node of nodes) {
    await node.mustExec(['sh', '-c', 'mkdir -p /etc/perennial && cat > /etc/perennial/config.yaml'], { input: text });
    await node.mustExec([installed, 'schedule', 'install']);
    // Nodes that are spread over the window meet by chance; these are to meet in any case.
    const timer = '/etc/systemd/system/perennial.timer';
    await node.mustExec(['sed', '-i', 's/^RandomizedDelaySec=.*/RandomizedDelaySec=0/', timer]);
    await node.mustExec(['systemctl', 'daemon-reload']);
    await node.mustExec(['systemctl', 'restart', 'perennial.timer']);
  }
  const all = async () => (await Promise.all(nodes.map(completeRuns))).every((runs) => runs.length === 1);
  await waitUntil(async () => (await all()) || undefined, {
    what: 'a complete run on each of three nodes',
    deadlineMs: 600_000,
    everyMs: 3000,
  });
}

async function completeRuns(node: ControlPlane): Promise<readonly Run[]> {
  const { runs } = await perennialJson<{ readonly runs: readonly Omit<Run, 'node'>[] }>(node, 'status');
  const complete = runs.filter(({ state, report }) => state === 'complete' && report !== undefined);
  return complete.map((run) => ({ ...run, node: node.name }));
}

const byStart = (one: Run, other: Run): number => (one.report?.startedAt ?? 0) - (other.report?.startedAt ?? 0);

/** From the journals' own times: all machines of the lab have one clock. */
function assertOneAfterTheOther(runs: readonly Run[]): void {
  for (const [index, { id, report }] of runs.entries()) {
    const next = runs[index + 1];
    if (next === undefined) continue;
    const apart = (next.report?.startedAt ?? 0) - (report?.endedAt ?? 0);
    assert.ok(apart >= SOAK_MS, `${next.id} began ${String(apart)} ms after ${id}`);
  }
}

/** Through the balancer, and of each API server by itself; no port but these is asked, for that costs more than the load. */
async function underLoad({ balancer, nodes }: ControlPlanes, work: () => Promise<void>) {
  const [first] = nodes;
  const load = { newConnectionsPerSecond: PER_SECOND, ports: [] };
  const loads: [string, Load][] = [
    ['balancer', await startLoad(first, { ...load, server: `https://${balancer.address}:6443` })],
  ];
  for (const node of nodes) loads.push([node.name, await startLoad(node, load)]);
  await work();
  const reports: Record<string, LoadReport> = {};
  for (const [name, load] of loads) reports[name] = await load.stop();
  return reports;
}
