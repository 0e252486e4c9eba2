import assert from 'node:assert/strict';
import { link, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { controlPlaneFolder, leafOf, now, observed, silentWorld } from '../../test/observed.ts';
import { testAuthority } from '../../test/pki.ts';
import { certificateNames } from '../core/kubeadm/certificates.ts';
import { observe } from './observe.ts';

const pki = '/etc/kubernetes/pki';

test("the files of a kubeadm node are read whole: its eleven, the kubelet's two, three authorities", async (context) => {
  const inventory = await observed(await controlPlaneFolder(context));
  assert.deepEqual(inventory.unreadable, []);
  assert.deepEqual(
    inventory.leaves.map(({ name }) => name),
    [...certificateNames, 'kubelet-client', 'kubelet-server'],
  );
  for (const { name, certificate, key } of inventory.leaves) {
    assert.ok(certificate.kind === 'read' && key.kind === 'read', name);
    assert.equal(certificate.value.key.publicKeyDigest, key.value.facts.publicKeyDigest, name);
  }
  assert.deepEqual(
    inventory.authorities.map(({ name, signer }) => [name, signer]),
    [
      ['ca', 0],
      ['etcd-ca', 0],
      ['front-proxy-ca', 0],
    ],
  );
  assert.equal(inventory.node, 'cp1');
  assert.equal(inventory.takenAt, now);
  assert.equal(inventory.layout.etcd, 'stacked');
  assert.equal(inventory.serviceAccountKey.publicKey.kind, 'read');
  assert.deepEqual(inventory.kubelet.config, {
    kind: 'read',
    value: { rotateCertificates: true, serverTLSBootstrap: false, health: { host: '127.0.0.1', port: 20_007 } },
  });
});

test('an inventory holds no private key', async (context) => {
  const root = await controlPlaneFolder(context);
  const text = JSON.stringify(await observed(root, { copies: ['/root/.kube/config'] }));
  assert.doesNotMatch(text, /PRIVATE KEY|LS0tLS1CRUdJTiBFQyBQUklWQVRF/);
});

test("a person's copy is read by the context that leads to this cluster, whatever its current one is", async (context) => {
  const root = await controlPlaneFolder(context);
  const path = join(root, '/root/.kube/config');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/current-context: .*/, 'current-context: staging'));
  const copy = leafOf(
    await observed(root, { copies: ['/root/.kube/config', '/home/nobody/.kube/config'] }),
    '/root/.kube/config',
  );
  assert.equal(copy.kind, 'copy');
  assert.equal(copy.kubeconfig?.user, 'kubernetes-admin');
  assert.equal(copy.kubeconfig.currentContext, 'staging');
});

test('a copy with nothing of this cluster is no credential of it, and one that is not there is missing', async (context) => {
  const root = await controlPlaneFolder(context);
  await writeFile(
    join(root, 'other'),
    'clusters: [{name: a, cluster: {server: "https://a"}}]\ncontexts: []\nusers: []\n',
  );
  const inventory = await observed(root, { copies: ['/other', '/none'] });
  assert.equal(leafOf(inventory, '/other').certificate.kind, 'absent-by-design');
  assert.equal(leafOf(inventory, '/other').kubeconfig, undefined);
  assert.equal(leafOf(inventory, '/none').certificate.kind, 'missing');
});

test('super-admin.conf is absent by design on a node that joined', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, '/etc/kubernetes/super-admin.conf'));
  assert.equal(leafOf(await observed(root), 'super-admin.conf').certificate.kind, 'absent-by-design');
});

test('an external CA is one whose key is missing', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, pki, 'ca.key'));
  const [ca] = (await observed(root)).authorities;
  assert.equal(ca?.key.kind, 'missing');
  assert.equal(ca.signer, undefined);
});

test('in a bundle the signer is the member that matches the key, wherever it stands', async (context) => {
  const root = await controlPlaneFolder(context);
  const path = join(root, pki, 'ca.crt');
  const other = testAuthority({ commonName: 'kubernetes' });
  await writeFile(path, other.certificatePem + (await readFile(path, 'utf8')));
  const [ca] = (await observed(root)).authorities;
  assert.equal(ca?.members.kind === 'read' && ca.members.value.length, 2);
  assert.equal(ca?.signer, 1);
});

test('certificates that kubeadm does not know are found in its folders, keys beside them; keys alone are not certificates', async (context) => {
  const root = await controlPlaneFolder(context);
  const made = testAuthority({ commonName: 'x' }).leaf({ commonName: 'left behind' });
  await writeFile(join(root, pki, 'old.crt'), made.certificatePem);
  await writeFile(join(root, pki, 'etcd/tool.pem'), made.certificatePem);
  await writeFile(join(root, pki, 'etcd/tool-key.pem'), made.privateKeyPem);
  const unknown = (await observed(root)).leaves.filter(({ kind }) => kind === 'unknown');
  assert.deepEqual(
    unknown.map(({ name, key }) => [name, key.kind]),
    [
      [`${pki}/old.crt`, 'absent-by-design'],
      [`${pki}/etcd/tool.pem`, 'read'],
    ],
  );
});

test('certificates are found in folders below too, and a folder that a flag names elsewhere is not searched deeper', async (context) => {
  const root = await controlPlaneFolder(context);
  const made = testAuthority({ commonName: 'x' }).leaf({ commonName: 'left behind' });
  const folders = [`${pki}/backup/2025/etcd`, '/etc/etcd/old', '/srv/tls/old'];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (const folder of folders) await writeFile(join(root, folder, 'x.crt'), made.certificatePem);
  await writeFile(join(root, folders[0] ?? '', 'x.key'), made.privateKeyPem);
  await writeFile(join(root, '/etc/etcd/ca.crt'), made.certificatePem);
  await writeFile(join(root, '/srv/tls/ca.crt'), made.certificatePem);
  await changeManifest(root, 'kube-apiserver', '    - --kubelet-certificate-authority=/srv/tls/ca.crt');
  await changeManifest(root, 'kube-apiserver', '    - --oidc-ca-file=/etc/etcd/ca.crt');
  const unknown = (await observed(root)).leaves.filter(({ kind }) => kind === 'unknown');
  assert.deepEqual(
    unknown.map(({ name, key }) => [name, key.kind]),
    [
      ['/etc/etcd/ca.crt', 'absent-by-design'],
      ['/srv/tls/ca.crt', 'absent-by-design'],
      ['/etc/etcd/old/x.crt', 'absent-by-design'],
      [`${pki}/backup/2025/etcd/x.crt`, 'read'],
    ],
  );
});

test('files that components verify others with are read whole where they are not the authority’s own', async (context) => {
  const root = await controlPlaneFolder(context);
  assert.deepEqual((await observed(root)).trustFiles, []);
  const [one, other] = [testAuthority({ commonName: 'a' }), testAuthority({ commonName: 'b' })];
  await writeFile(join(root, '/trusted.crt'), one.certificatePem + other.certificatePem);
  await writeFile(join(root, '/garbage.crt'), 'hello');
  await changeManifest(root, 'kube-apiserver', '    - --kubelet-certificate-authority=/trusted.crt');
  await changeManifest(root, 'kube-scheduler', '    - --client-ca-file=/garbage.crt');
  await changeManifest(root, 'kube-scheduler', '    - --requestheader-client-ca-file=/missing.crt');
  const { trustFiles } = await observed(root);
  assert.deepEqual(
    trustFiles.map(({ path, members }) => [path, members.kind === 'read' ? members.value.length : members.kind]),
    [
      ['/trusted.crt', 2],
      ['/garbage.crt', 'unreadable'],
      ['/missing.crt', 'missing'],
    ],
  );
});

test('a certificate that another flag names is found outside of the folders, with who uses it', async (context) => {
  const root = await controlPlaneFolder(context);
  const made = testAuthority({ commonName: 'x' }).leaf({ commonName: 'kubelets' });
  await mkdir(join(root, '/srv'));
  await writeFile(join(root, '/srv/kubelet-ca.crt'), made.certificatePem);
  await changeManifest(root, 'kube-apiserver', '    - --kubelet-certificate-authority=/srv/kubelet-ca.crt');
  const leaf = leafOf(await observed(root), '/srv/kubelet-ca.crt');
  assert.equal(leaf.kind, 'unknown');
  assert.deepEqual(leaf.usedBy, ['kube-apiserver']);
});

test('a layout of kubespray, in another folder with a link to it, is read by its flags, nothing twice', async (context) => {
  const root = await controlPlaneFolder(context);
  await rename(join(root, pki), join(root, '/etc/kubernetes/ssl'));
  await symlink('/etc/kubernetes/ssl', join(root, pki));
  for (const component of ['etcd', 'kube-apiserver', 'kube-controller-manager']) {
    const path = join(root, `/etc/kubernetes/manifests/${component}.yaml`);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(`=${pki}/`, '=/etc/kubernetes/ssl/'));
  }
  const inventory = await observed(root);
  assert.equal(inventory.layout.certificatesFolder, '/etc/kubernetes/ssl');
  assert.deepEqual(inventory.unreadable, []);
  assert.equal(inventory.leaves.length, certificateNames.length + 2);
});

test('with an external etcd its rows are absent, and its client certificate is known by the flag', async (context) => {
  const root = await controlPlaneFolder(context);
  await rm(join(root, '/etc/kubernetes/manifests/etcd.yaml'));
  await rm(join(root, pki, 'etcd'), { recursive: true });
  await changeManifest(root, 'kube-apiserver', '    - --etcd-servers=https://10.9.9.9:2379');
  const inventory = await observed(root);
  assert.equal(inventory.layout.etcd, 'external');
  assert.deepEqual(
    inventory.authorities.map(({ name }) => name),
    ['ca', 'front-proxy-ca'],
  );
  const client = leafOf(inventory, `${pki}/apiserver-etcd-client.crt`);
  assert.deepEqual([client.kind, client.usedBy, client.key.kind], ['unknown', ['kube-apiserver'], 'read']);
});

test('files beside the manifests that the kubelet would obey are strays, other pods and hidden files are not', async (context) => {
  const root = await controlPlaneFolder(context);
  const folder = join(root, '/etc/kubernetes/manifests');
  const text = await readFile(join(folder, 'kube-apiserver.yaml'), 'utf8');
  await writeFile(join(folder, 'kube-apiserver.yaml.bak'), text.replace('v1.36.3', 'v1.0.0'));
  await writeFile(join(folder, 'another.yaml'), text);
  await writeFile(join(folder, 'notes.txt~'), 'hello');
  await writeFile(join(folder, '.kube-apiserver.yaml.swp'), text);
  await writeFile(join(folder, 'haproxy.yaml'), 'kind: Pod\nmetadata: {name: haproxy}\n');
  await mkdir(join(folder, 'old'));
  const inventory = await observed(root);
  assert.deepEqual(
    inventory.strayManifests.map((path) => path.split('/').at(-1)),
    ['another.yaml', 'kube-apiserver.yaml.bak', 'notes.txt~'],
  );
  assert.equal(inventory.layout.manifests.length, 4);
  assert.equal(inventory.layout.kubeadmConfig.kubernetesVersion, 'v1.36.3');
});

test("kubeadm's configuration given as a file counts, and its source is said; a wrong one is an error with its line", async (context) => {
  const root = await controlPlaneFolder(context);
  const text = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nencryptionAlgorithm: RSA-3072\n';
  const { layout } = await observed(root, { kubeadmConfig: { text, file: '/k.yaml' } });
  assert.deepEqual([layout.kubeadmConfig.source, layout.kubeadmConfig.encryptionAlgorithm], ['file', 'RSA-3072']);
  await assert.rejects(observed(root, { kubeadmConfig: { text: `${text}\t- x`, file: '/k.yaml' } }), {
    code: 'file-malformed',
    line: 4,
  });
});

test('a thousand certificates in a folder are all read, few at a time', async (context) => {
  const root = await controlPlaneFolder(context);
  const { certificatePem } = testAuthority({ commonName: 'x' }).leaf({ commonName: 'one of many' });
  await writeFile(join(root, pki, 'many.crt'), certificatePem);
  await Promise.all(
    Array.from({ length: 999 }, (_, index) => link(join(root, pki, 'many.crt'), join(root, pki, `many-${index}.crt`))),
  );
  const { files, ...world } = silentWorld(root);
  let [open, most] = [0, 0];
  const counted: typeof files = {
    ...files,
    read: async (path, limit) => {
      most = Math.max(most, ++open);
      return await files.read(path, limit).finally(() => open--);
    },
  };
  const { leaves } = await observe({ ...world, files: counted }, { copies: [] });
  assert.equal(
    leaves.filter(({ kind, certificate }) => kind === 'unknown' && certificate.kind === 'read').length,
    1000,
  );
  assert.ok(most <= 64, `${most} files were read at once`);
});

test('a folder that stands for a root is only read: no port, no container, no API server is asked', async (context) => {
  const root = await controlPlaneFolder(context);
  const inventory = await observe(silentWorld(root), { copies: [] });
  assert.deepEqual(
    [inventory.served, inventory.containers, inventory.containersUnreadable, inventory.clock],
    [[], [], undefined, {}],
  );
});

async function changeManifest(root: string, component: string, line: string): Promise<void> {
  const path = join(root, `/etc/kubernetes/manifests/${component}.yaml`);
  const text = await readFile(path, 'utf8');
  const program = new RegExp(`^( *)- ${component}$`, 'm');
  await writeFile(
    path,
    text
      .replace(program, (command, indent: string) => `${command}\n${indent}${line.trim()}`)
      .replace(/^ *- --etcd-servers=https:\/\/127.*\n/m, line.includes('etcd-servers') ? '' : '$&'),
  );
}
