import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { everythingOn } from './everything.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { startLoad } from './lab/load.ts';
import { waitUntil } from './lab/wait-until.ts';
import { executable, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent, changedNames, checked, serialsIn } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

/** Not below /etc/kubernetes: what the service may write is made from where the files are. */
const certificatesDir = '/opt/pki';
const controlPlane = testControlPlane({ name: 'schedule', address: '10.78.0.63', certificatesDir });
const installed = '/usr/local/bin/perennial';
/** Where Debian's node exporter looks. */
const textfile = '/var/lib/prometheus/node-exporter/perennial.prom';

/** A timer may be late by half of what can be waited for in its window; cron by five minutes. */
const LONGEST_WAIT_MS = 420_000;

test('the units are without a remark for systemd, and expose little', async () => {
  const machine = controlPlane();
  // Where everything here that asks openssl looks for them.
  await machine.mustExec(['ln', '-s', certificatesDir, '/etc/kubernetes/pki']);
  await machine.mustExec(['systemctl', 'start', 'cron']);
  await machine.mustExec(['install', '-m', '755', executable, installed]);
  await machine.mustExec([installed, 'schedule', 'install']);
  const units = ['/etc/systemd/system/perennial.service', '/etc/systemd/system/perennial.timer'];
  const { status, stdout, stderr } = await machine.exec(['systemd-analyze', 'verify', ...units]);
  assert.deepEqual([status, `${stdout}${stderr}`], [0, '']);
  const security = await machine.exec(['systemd-analyze', 'security', '--no-pager', 'perennial.service']);
  const exposure = Number(/exposure level for perennial.service: ([\d.]+)/.exec(security.stdout)?.[1]);
  publish('service-exposure', { exposure });
  assert.ok(exposure <= 3, security.stdout);
});

for (const scheduler of ['systemd', 'cron'] as const) {
  test(`${scheduler}: verify proves that it can call us, and that nothing is changed when nothing is due`, async () => {
    const machine = controlPlane();
    await machine.mustExec(['rm', '-rf', '/etc/perennial']);
    await machine.mustExec([installed, 'schedule', 'install', '--with', scheduler]);
    const before = await everythingOn(machine);
    const said = await machine.mustExec([installed, 'schedule', 'verify']);
    assert.match(said, /it changed nothing: nothing is due/);
    assert.equal(await everythingOn(machine), before);
  });

  test(`${scheduler}: when its time has come it renews what is due, and no request fails`, async () => {
    const machine = controlPlane();
    const before = serialsIn(await checked(machine));
    await configure(machine);
    await machine.mustExec([installed, 'schedule', 'install', '--with', scheduler]);
    const runs = await completeRuns(machine);
    const load = await startLoad(machine, { newConnectionsPerSecond: 50 });
    await waitUntil(async () => (await completeRuns(machine)) > runs || undefined, {
      what: `a run that ${scheduler} began`,
      deadlineMs: LONGEST_WAIT_MS,
      everyMs: 2000,
    });
    const { newConnections, watch } = await load.stop();
    publish(`renewed-by-${scheduler}`, { newConnections, cuts: watch.cuts.length });
    assert.deepEqual([newConnections.failed, watch.cuts], [0, []]);
    const after = await assertServedAndConsistent(machine, scheduler);
    assert.equal(changedNames(before, after).length, 11);
    await assertMetricsOfTheRun(machine);
  });
}

test('the service reads what the configuration names in a home, and nothing beside it', async () => {
  const machine = controlPlane();
  await machine.mustExec(['sh', '-c', 'umask 077; echo http://127.0.0.1:9/beat > /root/beat.url']);
  await writeConfiguration(machine, 'heartbeat: { urlFile: /root/beat.url }\n');
  await machine.mustExec([installed, 'schedule', 'install']);
  const said = await machine.mustExec([installed, 'schedule', 'verify']);
  assert.match(said, /the heartbeat did not arrive/);
  assert.doesNotMatch(said, /beat\.url/);
});

test('what was installed is gone after remove', async () => {
  const machine = controlPlane();
  await machine.mustExec([installed, 'schedule', 'remove']);
  const { stdout } = await machine.exec(['sh', '-c', 'ls /etc/cron.d /etc/systemd/system | grep perennial']);
  assert.equal(stdout, '');
});

/** Node exporter runs as somebody else: it may read the file, which is written after the run. */
async function assertMetricsOfTheRun(machine: ControlPlane): Promise<void> {
  const isThere = async () => (await machine.exec(['test', '-f', textfile])).status === 0 || undefined;
  await waitUntil(isThere, { what: textfile, deadlineMs: 60_000, everyMs: 500 });
  assert.equal((await machine.mustExec(['stat', '-c', '%a', textfile])).trim(), '644');
  assert.match(await machine.mustExec(['cat', textfile]), /^perennial_last_renewal_success_timestamp_seconds \S+$/m);
  await machine.mustExec(['rm', textfile]);
}

/** Everything is due, from the next minute on. */
async function configure(machine: ControlPlane): Promise<void> {
  const start = new Date(Date.now() + 60_000).toISOString().slice(11, 16);
  const text = `thresholds: { renewal: 100% }\nwindow: { start: "${start}", length: 10m }\nmetrics: { textfile: ${textfile} }\n`;
  await machine.mustExec(['mkdir', '-p', dirname(textfile)]);
  await writeConfiguration(machine, text);
}

async function writeConfiguration(machine: ControlPlane, text: string): Promise<void> {
  await machine.mustExec(['sh', '-c', 'mkdir -p /etc/perennial && cat > /etc/perennial/config.yaml'], { input: text });
}

async function completeRuns(machine: ControlPlane): Promise<number> {
  const { runs } = await perennialJson<{ runs: readonly { state: string }[] }>(machine, 'status');
  return runs.filter(({ state }) => state === 'complete').length;
}
