import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { controlPlaneFolder, leafOf, observed } from '../../../test/observed.ts';

const pki = '/var/lib/kubelet/pki';
const kubeletConf = '/etc/kubernetes/kubelet.conf';

test("the kubelet's client certificate is the one it rotates, named by kubelet.conf", async (context) => {
  const inventory = await observed(await controlPlaneFolder(context));
  const client = leafOf(inventory, 'kubelet-client');
  assert.deepEqual(client.holder, { kind: 'combined', path: `${pki}/kubelet-client-current.pem` });
  assert.deepEqual([client.kind, client.usedBy, client.authority], ['kubelet', ['kubelet'], 'ca']);
  assert.ok(inventory.kubelet.kubeconfig.kind === 'read');
  assert.equal(inventory.kubelet.kubeconfig.value.credential, 'referenced');
});

test('without a rotated one it is the one embedded in kubelet.conf, as on clusters born before 1.17', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, pki), { recursive: true });
  await writeFile(join(root, kubeletConf), await readFile(join(root, '/etc/kubernetes/scheduler.conf')));
  const inventory = await observed(root);
  assert.deepEqual(leafOf(inventory, 'kubelet-client').holder, { kind: 'kubeconfig', path: kubeletConf });
  assert.equal(leafOf(inventory, 'kubelet-client').certificate.kind, 'read');
  assert.ok(inventory.kubelet.kubeconfig.kind === 'read');
  assert.equal(inventory.kubelet.kubeconfig.value.credential, 'embedded');
});

test('a rotated certificate that is lost is missing, not replaced by the file that names it', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, pki, 'kubelet-client-current.pem'));
  const client = leafOf(await observed(root), 'kubelet-client');
  assert.deepEqual([client.certificate.kind, client.holder.kind], ['missing', 'combined']);
});

test('a folder without the kubelet’s files is a copy of /etc/kubernetes, not a node that lost them', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, '/var/lib/kubelet'), { recursive: true });
  const inventory = await observed(root);
  assert.equal(leafOf(inventory, 'kubelet-client').certificate.kind, 'absent-by-design');
  assert.equal(leafOf(inventory, 'kubelet-server').certificate.kind, 'absent-by-design');
  assert.equal(inventory.kubelet.config.kind, 'missing');
});

const servers: readonly (readonly [string, string, object])[] = [
  ['its own pair', '', { kind: 'pair', certificatePath: `${pki}/kubelet.crt`, keyPath: `${pki}/kubelet.key` }],
  [
    'what the cluster signed',
    'serverTLSBootstrap: true\n',
    { kind: 'combined', path: `${pki}/kubelet-server-current.pem` },
  ],
  [
    'the files it was given',
    'tlsCertFile: /etc/k.crt\ntlsPrivateKeyFile: /etc/k.key\n',
    { kind: 'pair', certificatePath: '/etc/k.crt', keyPath: '/etc/k.key' },
  ],
];

for (const [what, line, holder] of servers) {
  test(`the kubelet serves ${what} with configuration ${JSON.stringify(line)}`, async (context) => {
    const root = await controlPlaneFolder(context);
    await appendFile(join(root, '/var/lib/kubelet/config.yaml'), line);
    assert.deepEqual(leafOf(await observed(root), 'kubelet-server').holder, holder);
  });
}

test('the manifests are where the kubelet looks for them', async (context) => {
  const root = await controlPlaneFolder(context);
  const path = join(root, '/var/lib/kubelet/config.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('/etc/kubernetes/manifests', '/srv/manifests/'));
  const { layout } = await observed(root);
  assert.deepEqual([layout.manifestsFolder, layout.manifests], ['/srv/manifests', []]);
});
