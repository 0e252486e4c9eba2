import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultPolicy } from '../../src/core/policy.ts';
import { systemdUnits } from '../../src/core/schedule/systemd-units.ts';
import { beginRun } from './begun-run.ts';
import { containerIds } from './containers.ts';
import { freshConnection } from './fresh-connection.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { bootControlPlanes, type ControlPlanes } from './lab/control-planes.ts';
import { type Load, startLoad } from './lab/load.ts';
import type { LoadReport } from './lab/load-report.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { NEWEST } from './test-control-plane.ts';

const PER_SECOND = 50;
const CONTROL_MS = 20_000;

// Every component is restarted several times here, and a person's rolling restart is the first in ten minutes: no back-off.
const kubelet = { crashLoopBackOff: { maxContainerRestartPeriod: '1s' } };

let booted: ControlPlanes | undefined;
before(async () => {
  booted = await bootControlPlanes({ name: 'drain', place: 120, version: NEWEST, kubelet });
});
after(async () => await booted?.wipe());

const cluster = (): ControlPlanes => booted ?? assert.fail('the cluster is not up');

test('restarted one after the other, drained, three API servers and etcd members lose no request at the balancer', async () => {
  const { nodes } = cluster();
  const control = await underLoad(() => pause(CONTROL_MS));
  const drained = await restarted();
  const undrained = await restarted('--no-drain');
  publish('rolling-restart', { control, drained, undrained });
  assert.equal(drained.loads.balancer.newConnections.failed, 0);
  for (const node of nodes) assert.equal(await rulesOf(node), '', node.name);
  const away = (one: Restarted) => Math.min(...one.awaySeconds);
  assert.ok(away(drained) < away(undrained), 'a short grace is the shorter outage');
});

test('killed in the middle, a drained restart leaves the port refused until resume or rollback opens it', async (t) => {
  const [node, other] = cluster().nodes;
  for (const ending of ['resume', 'rollback']) {
    await t.test(ending, async () => {
      const run = beginRun(node, 'restart', 'etcd', 'kube-apiserver', '--yes');
      await run.reached((journal) => journal.some(({ event, step }) => event === 'started' && step === '1.2'));
      // Its intent is on disk before the rule is.
      const isRefused = async () => (await rulesOf(node)) !== '' || undefined;
      await waitUntil(isRefused, { what: 'the rule', deadlineMs: 30_000, everyMs: 20 });
      run.process.kill('SIGKILL');
      await run.process.ended;
      assert.match(await rulesOf(node), /--dport 6443 .*--comment "?perennial:drain:/);
      assert.equal(await freshConnection(other, node.address), 'ECONNREFUSED');
      const mended = await perennial(node, ending, '--yes');
      assert.equal(mended.status, 0, `${mended.stdout}\n${mended.stderr}`);
      assert.equal(await rulesOf(node), '');
      assert.equal(await freshConnection(other, node.address), 'open');
      await assertServedAndConsistent(node, ending);
    });
  }
});

test('a rule that a dead run left, though its journal says finished, is removed by the next call of a schedule', async () => {
  const [, node] = cluster().nodes;
  await asTheService(node, ruleOf('iptables'), ruleOf('ip6tables'));
  assert.equal((await rulesOf(node)).split('\n').length, 2);
  const { msg } = await perennialJson<{ readonly msg: string }>(node, 'run');
  assert.equal(msg, 'nothing is due');
  assert.equal(await rulesOf(node), '');
});

function ruleOf(program: string): string {
  const mark = `perennial:drain:dead:${String(Date.now())}:${String(Date.now() + 900_000)}`;
  const rule = `! -i lo -p tcp --dport 6443 --syn -m comment --comment ${mark} -j REJECT --reject-with tcp-reset`;
  return `/usr/sbin/${program} -w 5 -I INPUT ${rule}`;
}

/** Runs commands as systemd runs `perennial run`: with no more rights than that has. */
async function asTheService(node: ControlPlane, ...commands: readonly string[]): Promise<void> {
  const units = systemdUnits({ executable: '/nothing', hostname: node.name, policy: defaultPolicy, writes: [] });
  const service = units.find(({ path }) => path.endsWith('.service'))?.content ?? '';
  const lines = commands.map((command) => `ExecStart=${command}`).join('\n');
  const input = service.replace(/^ExecStart=.*$/m, lines);
  await node.mustExec(['tee', '/etc/systemd/system/probe.service'], { input });
  await node.mustExec(['systemctl', 'daemon-reload']);
  await node.mustExec(['systemctl', 'start', 'probe.service']);
}

interface Restarted {
  readonly loads: Loads;
  /** As perennial says: from the stop of the API server's container to the health of the next. */
  readonly awaySeconds: readonly number[];
}

interface Loads {
  readonly balancer: Seen;
  /** Of each API server from another node, as clients elsewhere see it. */
  readonly nodes: Readonly<Record<string, Seen>>;
}

/** Who keeps asking a port that is refused sees hundreds of cuts: their number is enough. */
type Seen = Pick<LoadReport, 'seconds' | 'newConnections' | 'keptConnection'> & { readonly watchCuts: number };

const seen = ({ seconds, newConnections, keptConnection, watch }: LoadReport): Seen => ({
  seconds,
  newConnections,
  keptConnection,
  watchCuts: watch.cuts.length,
});

/** etcd and API server of each node in turn; the next one when all is well with the last. */
async function restarted(...flags: readonly string[]): Promise<Restarted> {
  const awaySeconds: number[] = [];
  const loads = await underLoad(async () => {
    for (const node of cluster().nodes) {
      const containers = await containerIds(node);
      awaySeconds.push(await restartedOn(node, flags));
      const now = await containerIds(node);
      for (const component of ['etcd', 'kube-apiserver'])
        assert.notEqual(now.get(component), containers.get(component), `${component} of ${node.name}`);
      await node.ready();
      // The balancer has it back.
      await pause(2000);
    }
  });
  return { loads, awaySeconds };
}

async function restartedOn(node: ControlPlane, flags: readonly string[]): Promise<number> {
  const { report } = await perennialJson<RunDocument>(node, 'restart', 'etcd', 'kube-apiserver', '--yes', ...flags);
  assert.equal(report.outcome.kind, 'complete', JSON.stringify(report.outcome));
  return report.components.find(({ component }) => component === 'kube-apiserver')?.awaySeconds ?? 0;
}

interface RunDocument {
  readonly report: {
    readonly outcome: { readonly kind: string };
    readonly components: readonly { readonly component: string; readonly awaySeconds: number }[];
  };
}

async function underLoad(work: () => Promise<void>): Promise<Loads> {
  const { balancer, nodes } = cluster();
  const through = await startLoad(nodes[0], {
    server: `https://${balancer.address}:6443`,
    newConnectionsPerSecond: PER_SECOND,
    ports: [],
  });
  const loads: [string, Load][] = [];
  for (const [index, node] of nodes.entries()) {
    const elsewhere = nodes[(index + 1) % nodes.length] ?? node;
    const asked = { server: `https://${node.address}:6443`, newConnectionsPerSecond: 5, ports: [] };
    loads.push([node.name, await startLoad(elsewhere, asked)]);
  }
  await work();
  const reports: Record<string, Seen> = {};
  for (const [name, load] of loads) reports[name] = seen(await load.stop());
  return { balancer: seen(await through.stop()), nodes: reports };
}

/** Our rules on that machine, as iptables itself lists them. */
async function rulesOf(node: ControlPlane): Promise<string> {
  const rules = await Promise.all(['iptables', 'ip6tables'].map((program) => node.mustExec([program, '-S', 'INPUT'])));
  return rules.flatMap((listed) => listed.split('\n').filter((rule) => rule.includes('perennial'))).join('\n');
}
