import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { controlPlaneFolder, leafOf, observed, silentWorld } from '../../test/observed.ts';
import { observe } from './observe.ts';

const certificate = '/etc/kubernetes/pki/apiserver.crt';
const key = '/etc/kubernetes/pki/apiserver.key';
const admin = '/etc/kubernetes/admin.conf';

/** What a file may turn out to be, and the reason then given. */
const spoilings: readonly {
  readonly name: string;
  readonly reason: string;
  readonly spoil: (path: string) => Promise<unknown>;
}[] = [
  { name: 'empty', reason: 'parse', spoil: (path) => truncate(path, 0) },
  { name: 'cut off', reason: 'parse', spoil: (path) => truncate(path, 120) },
  { name: 'binary', reason: 'parse', spoil: (path) => writeFile(path, Buffer.from([0, 255, 1, 254, 10, 0])) },
  { name: 'of 100 MB', reason: 'too-large', spoil: (path) => truncate(path, 100 * 1024 * 1024) },
  {
    name: 'a folder',
    reason: 'not-a-file',
    spoil: async (path) => {
      await rm(path);
      await mkdir(path);
    },
  },
  {
    name: 'a link to nothing',
    reason: 'not-a-file',
    spoil: async (path) => {
      await rm(path);
      await symlink('/nowhere', path);
    },
  },
];

for (const { name, reason, spoil } of spoilings) {
  test(`a certificate, a key and a kubeconfig that are ${name} are unreadable in place and in the list, all else is read`, async (context) => {
    const root = await controlPlaneFolder(context);
    for (const path of [certificate, key, admin]) await spoil(join(root, path));
    const inventory = await observed(root);
    const apiserver = leafOf(inventory, 'apiserver');
    for (const reading of [apiserver.certificate, apiserver.key, leafOf(inventory, 'admin.conf').certificate]) {
      assert.deepEqual([reading.kind, reading.kind === 'unreadable' && reading.reason], ['unreadable', reason]);
    }
    assert.deepEqual(
      inventory.unreadable.map((one) => [one.path, one.reason]),
      [admin, certificate, key].map((path) => [path, reason]),
    );
    assert.equal(leafOf(inventory, 'etcd-server').certificate.kind, 'read');
  });
}

test('everything missing is missing, not unreadable, and throws nothing', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, 'etc'), { recursive: true });
  await rm(join(root, 'var'), { recursive: true });
  const inventory = await observed(root);
  assert.deepEqual(inventory.unreadable, []);
  assert.ok(
    inventory.leaves.every(
      (leaf) => leaf.certificate.kind === 'missing' || leaf.certificate.kind === 'absent-by-design',
    ),
  );
  assert.equal(inventory.node, 'machine');
});

test('a manifest that is no YAML is unreadable with its line, and the others count', async (context) => {
  const root = await controlPlaneFolder(context);
  await writeFile(join(root, '/etc/kubernetes/manifests/etcd.yaml'), 'kind: Pod\n\t- x');
  const { unreadable, layout, strayManifests } = await observed(root);
  assert.deepEqual(
    unreadable.map(({ path, reason }) => [path, reason]),
    [['/etc/kubernetes/manifests/etcd.yaml', 'parse']],
  );
  assert.deepEqual([layout.manifests.length, strayManifests], [3, []]);
});

test("a kubelet's configuration that is no YAML is unreadable, and its defaults hold", async (context) => {
  const root = await controlPlaneFolder(context);
  await writeFile(join(root, '/var/lib/kubelet/config.yaml'), '{');
  const { kubelet, leaves, layout } = await observed(root);
  assert.equal(kubelet.config.kind, 'unreadable');
  assert.equal(leaves.length, 13);
  assert.equal(layout.manifests.length, 4);
});

test('garbage lying in a PKI folder is unreadable, a key there is not', async (context) => {
  const root = await controlPlaneFolder(context);
  const folder = join(root, '/etc/kubernetes/pki');
  await writeFile(join(folder, 'garbage.crt'), 'hello');
  await writeFile(join(folder, 'only-key.pem'), await readFile(join(root, key)));
  await mkdir(join(folder, 'folder.crt'));
  const { unreadable, leaves } = await observed(root);
  assert.deepEqual(
    unreadable.map(({ path }) => path),
    ['/etc/kubernetes/pki/garbage.crt'],
  );
  assert.equal(leaves.filter(({ kind }) => kind === 'unknown').length, 1);
});

test('no error of a spoiled key shows anything of it', async (context) => {
  const root = await controlPlaneFolder(context);
  const path = join(root, key);
  const pem = await readFile(path, 'utf8');
  await writeFile(path, pem.replace(/\n(.{20}).*\n/, '\n$1!secret!\n'));
  const text = JSON.stringify(await observed(root));
  assert.doesNotMatch(text, /!secret!/);
  assert.ok(!text.includes(pem.split('\n')[1]?.slice(0, 20) ?? 'x'));
});

test('with everything silent, full reach says so in the report and throws nothing', async (context) => {
  const root = await controlPlaneFolder(context);
  const inventory = await observe(silentWorld(root, { reach: 'full' }), { copies: [] });
  assert.equal(inventory.containersUnreadable, 'nothing answers');
  assert.deepEqual(inventory.unreadable, [{ what: 'API server', reason: 'refused', detail: 'nothing answers' }]);
  assert.equal(inventory.layout.kubeadmConfig.source, 'files on disk');
  assert.deepEqual(
    inventory.served.map(({ leaf, presented }) => [leaf, presented.kind]),
    [
      ['apiserver', 'unreadable'],
      [undefined, 'unreadable'],
      ['etcd-server', 'unreadable'],
      ['etcd-peer', 'unreadable'],
      ['kubelet-server', 'unreadable'],
      [undefined, 'unreadable'],
      [undefined, 'unreadable'],
    ],
  );
});

test('offline, no API server is asked', async (context) => {
  const root = await controlPlaneFolder(context);
  const asked = () => assert.fail('the API server was asked');
  const world = silentWorld(root, {
    reach: 'offline',
    api: { version: asked, clusterConfiguration: asked, controlPlaneNodes: asked },
  });
  const inventory = await observe(world, { copies: [] });
  assert.deepEqual(inventory.unreadable, []);
  assert.deepEqual(inventory.clock, {});
});

test("the cluster's configuration and clock count where they answer", async (context) => {
  const root = await controlPlaneFolder(context);
  const { clock } = silentWorld(root);
  const text = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nencryptionAlgorithm: RSA-4096\n';
  const api = {
    version: () => Promise.resolve({ version: 'v1.36.3', date: clock.now() + 9_500, tookMilliseconds: 100 }),
    clusterConfiguration: () => Promise.resolve(text),
    controlPlaneNodes: () => Promise.resolve([{ name: 'cp1', isReady: true }]),
  };
  const inventory = await observe(silentWorld(root, { reach: 'full', api }), { copies: [] });
  assert.equal(inventory.layout.kubeadmConfig.encryptionAlgorithm, 'RSA-4096');
  assert.equal(inventory.layout.kubeadmConfig.source, 'cluster');
  assert.equal(inventory.clock.apiServerOffsetMilliseconds, 10_050);
});

test('a configuration in the cluster that is nonsense is unreadable, and the files speak', async (context) => {
  const root = await controlPlaneFolder(context);
  const { clock } = silentWorld(root);
  const api = {
    version: () => Promise.resolve({ version: 'v1.36.3', date: clock.now(), tookMilliseconds: 1 }),
    clusterConfiguration: () => Promise.resolve('hello'),
    controlPlaneNodes: () => Promise.resolve([]),
  };
  const inventory = await observe(silentWorld(root, { reach: 'full', api }), { copies: [] });
  assert.deepEqual(
    inventory.unreadable.map(({ reason }) => reason),
    ['parse'],
  );
  assert.equal(inventory.layout.kubeadmConfig.source, 'files on disk');
});

test('earlier runs that cannot be listed are unreadable', async (context) => {
  const root = await controlPlaneFolder(context);
  const runs = { ...silentWorld(root).runs, list: () => Promise.reject(new Error('no such luck')) };
  const inventory = await observe(silentWorld(root, { runs }), { copies: [] });
  assert.deepEqual(
    inventory.unreadable.map(({ what }) => what),
    ['earlier runs'],
  );
});
