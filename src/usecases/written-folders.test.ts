import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { defaultPolicy } from '../core/policy.ts';
import { writtenFoldersNow } from './written-folders.ts';

const request = { policy: defaultPolicy, copies: ['/root/.kube/config'] };
const usual = ['/etc/kubernetes', '/etc/kubernetes/pki', '/etc/kubernetes/pki/etcd', '/var/lib/kubelet/pki'];

test('of the node that kubeadm makes they are the usual ones, without those of copies', async () => {
  assert.deepEqual(await writtenFoldersNow(request, controlPlane().live().world), usual);
});

test('a file that is a link is replaced where it leads', async () => {
  const node = controlPlane();
  const { tree } = node.machine;
  const certificate = tree.get('/etc/kubernetes/pki/apiserver.crt');
  assert.ok(certificate?.kind === 'file');
  node.write('/srv/disk/apiserver.crt', certificate.bytes);
  tree.set('/etc/kubernetes/pki/apiserver.crt', { kind: 'link', target: '/srv/disk/apiserver.crt', changedAt: 0 });
  assert.deepEqual(await writtenFoldersNow(request, node.live().world), [...usual.slice(0, 3), '/srv/disk', usual[3]]);
});

test('certificates lie where the manifests say', async () => {
  const node = controlPlane();
  for (const [path, entry] of [...node.machine.tree]) {
    if (entry.kind !== 'file') continue;
    if (path.startsWith('/etc/kubernetes/manifests/'))
      node.write(path, entry.bytes.toString().replaceAll('/etc/kubernetes/pki', '/srv/pki'));
    if (path.startsWith('/etc/kubernetes/pki/')) {
      node.machine.tree.delete(path);
      node.write(path.replace('/etc/kubernetes/pki', '/srv/pki'), entry.bytes);
    }
  }
  const folders = await writtenFoldersNow(request, node.live().world);
  assert.deepEqual(folders, ['/etc/kubernetes', '/srv/pki', '/srv/pki/etcd', '/var/lib/kubelet/pki']);
});
