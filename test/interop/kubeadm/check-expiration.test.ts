import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Inventory } from '../../../src/core/inventory.ts';
import { kubeadmJson } from '../../../src/faces/report/kubeadm-json.ts';
import { kubeadmText } from '../../../src/faces/report/kubeadm-text.ts';
import { observe } from '../../../src/usecases/observe.ts';
import { silentWorld } from '../../observed.ts';
import { kubeadmVersions } from './kubeadm-renewal.ts';

const CONFIG = '/kubeadm.yaml';

/** What is done to the files after `kubeadm init` made them; and kubeadm's configuration beyond the defaults. */
interface Case {
  readonly name: string;
  readonly config?: readonly string[];
  readonly spoil?: readonly string[];
  /** Whether kubeadm is told its configuration; else it asks a cluster that is not there. */
  readonly isTold: boolean;
}

const external = [
  'etcd:',
  '  external:',
  '    endpoints: [https://10.0.0.9:2379]',
  '    caFile: /etc/kubernetes/pki/ca.crt',
];
const files = ['    certFile: /etc/kubernetes/pki/apiserver.crt', '    keyFile: /etc/kubernetes/pki/apiserver.key'];
const kubernetes = '/etc/kubernetes';

const cases: readonly Case[] = [
  { name: 'as kubeadm init makes it', isTold: true },
  { name: 'without an answer from the cluster', isTold: false },
  { name: 'with an external CA', spoil: [`${kubernetes}/pki/ca.key`], isTold: true },
  {
    name: 'with all keys elsewhere',
    spoil: ['ca', 'etcd/ca', 'front-proxy-ca'].map((name) => `${kubernetes}/pki/${name}.key`),
    isTold: true,
  },
  {
    name: 'with files missing',
    spoil: [`${kubernetes}/scheduler.conf`, `${kubernetes}/pki/etcd/peer.crt`],
    isTold: true,
  },
  { name: 'without an admin.conf', spoil: [`${kubernetes}/admin.conf`], isTold: false },
  { name: 'with an external etcd', config: [...external, ...files], isTold: true },
];

for (const version of kubeadmVersions()) {
  describe(`kubeadm ${version}`, () => {
    const made = mkdtempSync(join(tmpdir(), 'perennial-kubeadm-'));
    before(() => makeControlPlane(made, version));
    after(() => rmSync(made, { recursive: true, force: true }));

    for (const one of cases) {
      test(`prints what we print: ${one.name}`, async (context) => {
        const node = copiedNode(context, { made, version, one });
        const real = node.kubeadm('certs', 'check-expiration', ...(one.isTold ? ['--config', CONFIG] : []));
        const ours = await observedBy(node, one.isTold);
        assert.equal(kubeadmText(ours), real);
      });
      if (!hasJson(version) || !one.isTold) continue;
      test(`prints as JSON what we print, apart from the seconds that passed: ${one.name}`, async (context) => {
        const node = copiedNode(context, { made, version, one });
        const real = node.kubeadm('certs', 'check-expiration', '-o', 'json', '--config', CONFIG);
        const ours = kubeadmJson(await observedBy(node, true));
        assert.equal(withoutSeconds(ours), withoutSeconds(real));
        const theirs = secondsOf(real);
        secondsOf(ours).forEach((seconds, index) => assert(Math.abs(seconds - (theirs[index] ?? 0)) < 60));
      });
    }
  });
}

/** `-o` came with 1.30 (kubernetes/kubernetes#123372). */
function hasJson(version: string): boolean {
  return Number(version.split('.')[1]) >= 30;
}

interface Node {
  readonly root: string;
  readonly config: string;
  readonly version: string;
  /** Runs kubeadm with the node's root as its own, which takes root, and returns its standard output. */
  kubeadm(...args: readonly string[]): string;
}

function makeControlPlane(root: string, version: string): void {
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, CONFIG), configuration(version, []));
  const kubeadm = kubeadmIn(root, version);
  kubeadm('init', 'phase', 'certs', 'all', '--config', CONFIG);
  for (const name of kubeconfigs(version)) kubeadm('init', 'phase', 'kubeconfig', name, '--config', CONFIG);
}

function copiedNode(
  context: TestContext,
  { made, version, one }: { readonly made: string; readonly version: string; readonly one: Case },
): Node {
  const root = mkdtempSync(join(tmpdir(), 'perennial-check-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  cpSync(made, root, { recursive: true });
  const config = configuration(version, one.config ?? []);
  writeFileSync(join(root, CONFIG), config);
  for (const path of one.spoil ?? []) rmSync(join(root, path));
  return { root, config, version, kubeadm: kubeadmIn(root, version) };
}

function kubeadmIn(root: string, version: string): Node['kubeadm'] {
  const binary = join(process.env['PERENNIAL_KUBEADM'] ?? '', version, 'kubeadm');
  return (...args) => execFileSync(binary, ['--rootfs', root, ...args], { encoding: 'utf8', stdio: 'pipe' });
}

function kubeconfigs(version: string): readonly string[] {
  const always = ['admin', 'controller-manager', 'scheduler'];
  return Number(version.split('.')[1]) >= 29 ? [...always, 'super-admin'] : always;
}

function configuration(version: string, more: readonly string[]): string {
  const api = `apiVersion: kubeadm.k8s.io/${Number(version.split('.')[1]) >= 31 ? 'v1beta4' : 'v1beta3'}`;
  return [
    api,
    'kind: InitConfiguration',
    'nodeRegistration: { name: cp-1, criSocket: "unix:///run/containerd/containerd.sock" }',
    'localAPIEndpoint: { advertiseAddress: 10.0.0.1 }',
    '---',
    api,
    'kind: ClusterConfiguration',
    `kubernetesVersion: v${version}`,
    // Nothing listens there, so kubeadm is refused at once.
    'controlPlaneEndpoint: 127.0.0.1:1',
    ...more,
    '',
  ].join('\n');
}

/** The version in use is known from manifests or configuration; here, where neither is, from the test. */
async function observedBy({ root, config, version }: Node, isTold: boolean): Promise<Inventory> {
  const world = silentWorld(root, { clock: { now: () => Date.now() } });
  const inventory = await observe(world, {
    copies: [],
    ...(isTold && { kubeadmConfig: { text: config, file: CONFIG } }),
  });
  const kubeadmConfig = { ...inventory.layout.kubeadmConfig, kubernetesVersion: `v${version}` };
  return { ...inventory, layout: { ...inventory.layout, kubeadmConfig } };
}

function secondsOf(json: string): readonly number[] {
  return [...json.matchAll(/"residualTime": (-?\d+)/g)].map(([, seconds]) => Number(seconds));
}

function withoutSeconds(json: string): string {
  return json.replace(/"residualTime": -?\d+/g, '"residualTime": 0');
}
