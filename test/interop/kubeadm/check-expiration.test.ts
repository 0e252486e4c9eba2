import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
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
    for (const one of cases) {
      test(`prints what we print: ${one.name}`, async (context) => {
        const node = controlPlane(context, version, one);
        const real = node.kubeadm('certs', 'check-expiration', ...(one.isTold ? ['--config', CONFIG] : []));
        const ours = await observedBy(node, one.isTold);
        assert.equal(kubeadmText(ours), real);
      });
    }

    test('prints as JSON what we print, apart from the seconds that passed', async (context) => {
      if (!hasJson(version)) return;
      const node = controlPlane(context, version, {
        name: 'JSON',
        isTold: true,
        spoil: [`${kubernetes}/pki/etcd/peer.crt`, `${kubernetes}/pki/ca.key`],
      });
      const real = node.kubeadm('certs', 'check-expiration', '-o', 'json', '--config', CONFIG);
      const ours = kubeadmJson(await observedBy(node, true));
      assert.equal(withoutSeconds(ours), withoutSeconds(real));
      const [mine, theirs] = [secondsOf(ours), secondsOf(real)];
      mine.forEach((seconds, index) => assert(Math.abs(seconds - (theirs[index] ?? 0)) < 30));
    });
  });
}

/** `-o` came with 1.30 (kubernetes/kubernetes#123372). */
const hasJson = (version: string): boolean => Number(version.split('.')[1]) >= 30;

interface Node {
  readonly root: string;
  readonly config: string;
  readonly version: string;
  /** Runs kubeadm with the node's root as its own, which takes root, and returns its standard output. */
  kubeadm(...args: readonly string[]): string;
}

function controlPlane(context: TestContext, version: string, { config = [], spoil = [] }: Case): Node {
  const root = mkdtempSync(join(tmpdir(), 'perennial-check-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  const text = configuration(version, config);
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, CONFIG), text);
  const binary = join(process.env['PERENNIAL_KUBEADM'] ?? '', version, 'kubeadm');
  const kubeadm = (...args: readonly string[]): string =>
    execFileSync(binary, ['--rootfs', root, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  kubeadm('init', 'phase', 'certs', 'all', '--config', CONFIG);
  for (const name of kubeconfigs(version)) kubeadm('init', 'phase', 'kubeconfig', name, '--config', CONFIG);
  for (const path of spoil) rmSync(join(root, path));
  return { root, config: text, version, kubeadm };
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

const secondsOf = (json: string): readonly number[] =>
  [...json.matchAll(/"residualTime": (-?\d+)/g)].map(([, seconds]) => Number(seconds));

const withoutSeconds = (json: string): string => json.replace(/"residualTime": -?\d+/g, '"residualTime": 0');
