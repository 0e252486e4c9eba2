import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cadence } from '../../src/core/history/cadence.ts';
import type { Renewal } from '../../src/core/history/renewals.ts';
import type { Upgrade } from '../../src/core/history/upgrades.ts';
import { perennial, perennialJson } from './perennial.ts';
import { NEWEST, testControlPlane } from './test-control-plane.ts';

// A year in a minute: renewed by hand, by perennial, and by an upgrade of kubeadm to the version that is there. Whether the history
// tells them apart is asked of perennial, and what really happened of openssl and kubeadm.

const controlPlane = testControlPlane({ name: 'svhistory', address: '10.78.0.140' });

interface History {
  readonly looks: number;
  readonly renewals: readonly Renewal[];
  readonly upgrades: readonly Upgrade[];
  readonly cadence: Cadence;
}

interface Report {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
}

const check = () => perennialJson<Report>(controlPlane(), 'check');
const history = () => perennialJson<History>(controlPlane(), 'history');

/** Serials as openssl reads them, by path. */
async function serials(): Promise<Readonly<Record<string, string>>> {
  const script = `cd /etc/kubernetes; for f in pki/*.crt pki/etcd/*.crt; do echo "$f $(openssl x509 -noout -serial -in $f)"; done
    for f in *.conf; do echo "$f $(grep client-certificate-data $f | cut -d: -f2 | base64 -di | openssl x509 -noout -serial 2>&1)"; done`;
  const lines = (await controlPlane().mustExec(['sh', '-c', script])).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/ (.*)/s).slice(0, 2) as [string, string]));
}

/** The names of the files whose serial is another after the work. */
async function replacedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await serials();
  await work();
  const after = await serials();
  return Object.keys(after).filter((path) => before[path] !== after[path]);
}

test('the history tells apart what was renewed by hand, by perennial and by an upgrade', async () => {
  await check();
  assert.deepEqual((await history()).renewals, []);

  const byHand = await replacedBy(() => controlPlane().mustExec(['kubeadm', 'certs', 'renew', 'apiserver']));
  assert.deepEqual(byHand, ['pki/apiserver.crt']);
  await check();

  const renewed = await perennial(controlPlane(), 'renew', 'scheduler.conf', 'apiserver-etcd-client', '--yes');
  assert.equal(renewed.status, 0, renewed.stderr);
  await check();

  const upgrade = ['kubeadm', 'upgrade', 'apply', `v${NEWEST}`, '--yes', '--force', '--ignore-preflight-errors=all'];
  const byUpgrade = await replacedBy(() => controlPlane().mustExec(upgrade, { timeoutMs: 400_000 }));
  assert.deepEqual(byUpgrade.toSorted(), ['admin.conf', 'super-admin.conf']);
  const { findings } = await check();

  const { renewals, upgrades, cadence, looks } = await history();
  assert.equal(looks, 4);
  assert.deepEqual(
    renewals.map(({ name, how }) => [name, how.kind]),
    [
      ['apiserver', 'other'],
      ['apiserver-etcd-client', 'perennial'],
      ['scheduler.conf', 'perennial'],
      ['admin.conf', 'upgrade'],
      ['super-admin.conf', 'upgrade'],
    ],
  );
  const [seen, ...others] = upgrades;
  assert.deepEqual(others, []);
  assert.deepEqual([seen?.from, seen?.to], [`v${NEWEST}`, `v${NEWEST}`]);
  assert.deepEqual(seen?.renewed, ['admin.conf', 'super-admin.conf']);
  assert.equal(seen.leftOut.length, 9);
  assert.equal(cadence.keepsAlive, 'unknown');
  const leftOut = findings.find(({ code }) => code === 'upgrade-left-out');
  assert.match(leftOut?.message ?? '', /to the same version, seen on .* did not renew apiserver, /);

  const { stdout } = await perennial(controlPlane(), 'history');
  console.log(stdout.replace(/^/gm, '# '));
  assert.match(stdout, /hand, or something unknown +apiserver\n/);
  assert.match(stdout, /perennial \(\d{4}-\S+-renew\) +apiserver-etcd-client, scheduler\.conf\n/);
  assert.match(stdout, new RegExp(`kubeadm upgrade \\(v${NEWEST} again\\) +admin\\.conf, super-admin\\.conf\n`));
  assert.doesNotMatch(await controlPlane().mustExec(['cat', '/var/lib/perennial/history.jsonl']), /PRIVATE KEY|token/);
});

test('nothing is recorded twice, and nothing where a folder stands for /', async () => {
  const before = await controlPlane().mustExec(['sha256sum', '/var/lib/perennial/history.jsonl']);
  await check();
  await perennial(controlPlane(), 'run');
  await perennial(controlPlane(), 'check', '--root', '/');
  assert.equal(await controlPlane().mustExec(['sha256sum', '/var/lib/perennial/history.jsonl']), before);
});
