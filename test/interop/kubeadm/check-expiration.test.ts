import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { Inventory } from '../../../src/core/inventory.ts';
import { kubeadmJson } from '../../../src/faces/report/kubeadm-json.ts';
import { kubeadmText } from '../../../src/faces/report/kubeadm-text.ts';
import { observe } from '../../../src/usecases/observe.ts';
import { silentWorld } from '../../observed.ts';
import { kubeadmVersions, minorOf } from './kubeadm-binary.ts';
import { CONFIG, copiedNode, emptyNode, type KubeadmNode, removed } from './kubeadm-node.ts';

/** What is done to the files after `kubeadm init` made them; and kubeadm's configuration beyond the defaults. */
interface Case {
  readonly name: string;
  readonly config?: readonly string[];
  readonly spoil?: readonly string[];
  /** Where the certificates are moved to. */
  readonly folder?: string;
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
const ssl = `${kubernetes}/ssl`;
const elsewhere = { folder: ssl, config: [`certificatesDir: ${ssl}`] };

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
  { name: 'with another certificatesDir', ...elsewhere, isTold: true },
  { name: 'with an external CA in another certificatesDir', ...elsewhere, spoil: [`${ssl}/ca.key`], isTold: true },
  {
    name: 'with an external etcd and another certificatesDir',
    folder: ssl,
    config: [...elsewhere.config, ...[...external, ...files].map((line) => line.replace('/pki/', '/ssl/'))],
    isTold: true,
  },
];

for (const version of kubeadmVersions()) {
  describe(`kubeadm ${version}`, () => {
    let made: KubeadmNode;
    before(async () => {
      made = await madeByKubeadm(version);
    });
    after(() => removed(made));

    for (const one of cases) {
      test(`prints what we print: ${one.name}`, async (context) => {
        const node = nodeOf(one, context, made);
        const real = await node.kubeadm('certs', 'check-expiration', ...(one.isTold ? ['--config', CONFIG] : []));
        const ours = await observedBy(node, one.isTold);
        assert.equal(kubeadmText(ours), real);
      });
      if (!hasJson(version) || !one.isTold) continue;
      test(`prints as JSON what we print, apart from the seconds that passed: ${one.name}`, async (context) => {
        const node = nodeOf(one, context, made);
        const real = await node.kubeadm('certs', 'check-expiration', '-o', 'json', '--config', CONFIG);
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
  return minorOf(version) >= 30;
}

async function madeByKubeadm(version: string): Promise<KubeadmNode> {
  const node = emptyNode(version);
  await node.kubeadm('init', 'phase', 'certs', 'all', '--config', CONFIG);
  for (const name of kubeconfigs(version)) await node.kubeadm('init', 'phase', 'kubeconfig', name, '--config', CONFIG);
  return node;
}

function nodeOf({ config = [], folder, spoil = [] }: Case, context: TestContext, made: KubeadmNode): KubeadmNode {
  const node = copiedNode(context, made, config);
  if (folder !== undefined) renameSync(join(node.root, kubernetes, 'pki'), join(node.root, folder));
  for (const path of spoil) rmSync(join(node.root, path));
  return node;
}

function kubeconfigs(version: string): readonly string[] {
  const always = ['admin', 'controller-manager', 'scheduler'];
  return minorOf(version) >= 29 ? [...always, 'super-admin'] : always;
}

/** The version in use is known from manifests or configuration; here, where neither is, from the test. */
async function observedBy({ root, config, version }: KubeadmNode, isTold: boolean): Promise<Inventory> {
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
