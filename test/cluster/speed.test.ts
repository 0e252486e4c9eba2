import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { newPrivateKeyPem, testAuthority } from '../pki.ts';
import type { Machine } from './lab/machine.ts';
import { executable, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { stopwatchIn, type Timed } from './stopwatch.ts';
import { testControlPlane } from './test-control-plane.ts';

// Figures, not verdicts: a machine that is busy with something else makes any bound on time a lie.

const controlPlane = testControlPlane({ name: 'speed', address: '10.78.0.34' });

const RUNS = 21;
const kubeadm = ['kubeadm', 'certs', 'check-expiration'];
const config = '/root/kubeadm.yaml';

test('what is measured is the executable that npm run build makes', () => {
  assert.match(executable, /dist\/perennial$/);
  assert.ok(existsSync(executable));
});

test('a look at the files alone, beside kubeadm', async () => {
  const figures = await inTurn(controlPlane(), {
    runtime: [executable, '--version'],
    perennial: [executable, 'check', '--root', '/', '--kubeadm-config', config],
    kubeadm: [...kubeadm, '--config', config],
  });
  publish('speed-on-files', figures);
});

test('a look at the cluster, beside kubeadm', async () => {
  const figures = await inTurn(controlPlane(), {
    runtime: [executable, '--version'],
    perennial: [executable, 'check', '-o', 'json'],
    kubeadm: [...kubeadm, '-o', 'json'],
  });
  publish('speed-on-the-cluster', figures);
});

test('a look at ever more certificate files', async () => {
  const machine = controlPlane();
  const time = await stopwatchIn(machine);
  const root = '/var/tmp/growing';
  const pki = `${root}/etc/kubernetes/pki`;
  await machine.mustExec(['mkdir', '-p', `${root}/etc`]);
  await machine.mustExec(['cp', '-a', '/etc/kubernetes', `${root}/etc`]);
  const folder = machine.path(pki);
  const add = certificateFiles(folder);
  const sizes = [];
  for (const files of [10, 100, 1000, 10_000]) {
    await add(files);
    const runs = [];
    for (let run = 0; run < 5; run += 1) runs.push(await time([executable, 'check', '--root', root]));
    assert.ok(
      runs.every(({ status }) => status <= 2),
      `status ${runs.map(({ status }) => status).join(', ')}`,
    );
    assert.equal(await certificatesSeen(machine, `${pki}/client-`.slice(root.length), root), files);
    sizes.push({ files, bytes: await bytesIn(folder), ...summary(runs) });
  }
  publish('speed-by-number-of-files', { sizes });
});

/** `runtime`: perennial starting and ending without any work, which no work of ours can be quicker than. */
const timees = ['runtime', 'perennial', 'kubeadm'] as const;
type Timee = (typeof timees)[number];

/** One run of each after the other, so that what else happens on the machine happens to both; the first round is not counted. */
async function inTurn(machine: Machine, commands: Readonly<Record<Timee, readonly string[]>>) {
  const time = await stopwatchIn(machine);
  const runs: Record<Timee, Timed[]> = { runtime: [], perennial: [], kubeadm: [] };
  for (let round = 0; round <= RUNS; round += 1) {
    for (const name of timees) {
      const timed = await time(commands[name]);
      assert.equal(timed.status, 0, commands[name].join(' '));
      if (round > 0) runs[name].push(timed);
    }
  }
  return { runtime: summary(runs.runtime), perennial: summary(runs.perennial), kubeadm: summary(runs.kubeadm) };
}

function summary(runs: readonly Timed[]) {
  const wall = runs.map(({ milliseconds }) => milliseconds);
  return {
    runs: runs.length,
    medianMs: rounded(median(wall)),
    fastestMs: rounded(Math.min(...wall)),
    slowestMs: rounded(Math.max(...wall)),
    cpuMedianMs: rounded(median(runs.map(({ cpuMilliseconds }) => cpuMilliseconds))),
    peakMegabytes: rounded(Math.max(...runs.map(({ peakKilobytes }) => peakKilobytes)) / 1024),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How many of the report's certificates lie there: what was not looked at costs nothing. */
async function certificatesSeen(machine: Machine, prefix: string, root: string): Promise<number> {
  const report = await perennialJson<{ readonly certificates: readonly { readonly path: string }[] }>(
    machine,
    ...['check', '--root', root],
  );
  return report.certificates.filter(({ path }) => path.startsWith(prefix)).length;
}

/** Makes certificates, each its own, in a folder until so many are there. */
function certificateFiles(folder: string): (count: number) => Promise<void> {
  const authority = testAuthority({ commonName: 'some authority' });
  const privateKeyPem = newPrivateKeyPem();
  let made = 0;
  return async (count) => {
    for (; made < count; made += 1) {
      const { certificatePem } = authority.leaf({ commonName: `client ${String(made)}`, privateKeyPem });
      await writeFile(join(folder, `client-${String(made)}.crt`), certificatePem);
    }
  };
}

async function bytesIn(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('client-'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
