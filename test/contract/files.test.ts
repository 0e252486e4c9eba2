import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { PerennialError } from '../../src/core/errors.ts';
import type { UnreadableReason } from '../../src/core/inventory.ts';
import { type Subject, subjects } from './subjects.ts';

const crt = '/etc/kubernetes/pki/apiserver.crt';

interface Odd {
  readonly about: string;
  readonly arrange: (subject: Subject) => Promise<void>;
  readonly reason: UnreadableReason;
}

const odd: readonly Odd[] = [
  { about: 'a folder', arrange: ({ folder }) => folder(crt), reason: 'not-a-file' },
  { about: 'a link to nothing', arrange: ({ link }) => link(crt, '/gone'), reason: 'not-a-file' },
  { about: 'a link to itself', arrange: ({ link }) => link(crt, 'apiserver.crt'), reason: 'not-a-file' },
  { about: 'more than the limit', arrange: ({ put }) => put(crt, 'x'.repeat(101)), reason: 'too-large' },
];

for (const { name, make } of subjects) {
  test(`files, ${name}: a file is read with its facts`, async (t) => {
    const { files, put } = await make(t);
    await put(crt, 'certificate', 0o644);
    const content = await files.read(crt);
    assert.ok(content.kind === 'read');
    assert.equal(content.value.bytes.toString(), 'certificate');
    assert.equal(content.value.facts.digest, `sha256:${createHash('sha256').update('certificate').digest('hex')}`);
    assert.equal(content.value.facts.mode, 0o644);
    assert.equal(content.value.facts.path, crt);
    assert.equal(content.value.resolved, crt);
    assert.equal(await files.digest(crt), content.value.facts.digest);
    assert.equal(await files.changedAt(crt), content.value.facts.changedAt);
  });

  test(`files, ${name}: an absolute link leads on inside the machine, and says where to`, async (t) => {
    const { files, put, link } = await make(t);
    await put('/var/lib/kubelet/pki/kubelet-client-2030.pem', 'pem');
    await link('/var/lib/kubelet/pki/kubelet-client-current.pem', '/var/lib/kubelet/pki/kubelet-client-2030.pem');
    await link('/etc/pki', '../var/lib/kubelet/pki');
    const content = await files.read('/etc/pki/kubelet-client-current.pem');
    assert.ok(content.kind === 'read');
    assert.equal(content.value.resolved, '/var/lib/kubelet/pki/kubelet-client-2030.pem');
  });

  test(`files, ${name}: a link says where it points, as written, also to nothing; what is none says nothing`, async (t) => {
    const { files, put, link } = await make(t);
    await put('/pki/2030.pem', 'pem');
    await link('/pki/current.pem', '/pki/2030.pem');
    await link('/pki/dangling.pem', 'gone.pem');
    await link('/linked', 'pki');
    assert.equal(await files.linkTarget('/linked/current.pem'), '/pki/2030.pem');
    assert.equal(await files.linkTarget('/pki/dangling.pem'), 'gone.pem');
    for (const path of ['/pki/2030.pem', '/pki', '/pki/nothing', '/nowhere/at.all']) {
      assert.equal(await files.linkTarget(path), undefined, path);
    }
  });

  test(`files, ${name}: no number of .. leads out of the machine`, async (t) => {
    const { files, put, link } = await make(t);
    await put('/etc/passwd-of-this-machine', 'inside');
    await link('/etc/link', '../../../../../../../../../etc/passwd-of-this-machine');
    for (const path of ['/etc/link', '/../../../../etc/passwd-of-this-machine']) {
      const content = await files.read(path);
      assert.equal(content.kind === 'read' && content.value.bytes.toString(), 'inside', path);
    }
  });

  test(`files, ${name}: what is not there is missing, and absent`, async (t) => {
    const { files } = await make(t);
    assert.deepEqual(await files.read(crt), { kind: 'missing' });
    assert.deepEqual(await files.list('/etc/kubernetes/manifests'), { kind: 'missing' });
    assert.equal(await files.digest(crt), 'absent');
    await assert.rejects(files.changedAt(crt), { code: 'file-unreadable' });
  });

  test(`files, ${name}: a file that a linked folder does not have is missing`, async (t) => {
    const { files, put, link } = await make(t);
    await put('/data/kubernetes/admin.conf', '');
    await link('/etc/kubernetes', '/data/kubernetes');
    assert.deepEqual(await files.read('/etc/kubernetes/super-admin.conf'), { kind: 'missing' });
    assert.equal((await files.read('/etc/kubernetes/admin.conf')).kind, 'read');
  });

  test(`files, ${name}: the names in a folder are sorted`, async (t) => {
    const { files, put } = await make(t);
    for (const file of ['etcd.yaml', '.hidden', 'a/b']) await put(`/manifests/${file}`, '');
    assert.deepEqual(await files.list('/manifests'), { kind: 'read', value: ['.hidden', 'a', 'etcd.yaml'] });
    assert.equal((await files.list('/manifests/etcd.yaml')).kind, 'unreadable');
  });

  test(`files, ${name}: the entries of a folder are its names and which are folders, links apart`, async (t) => {
    const { files, put, link } = await make(t);
    for (const file of ['etcd.yaml', 'a/b', 'B']) await put(`/manifests/${file}`, '');
    await link('/manifests/c', 'a');
    await link('/manifests/loop', '.');
    await link('/linked', '/manifests');
    const folders = (entries: Awaited<ReturnType<typeof files.entries>>) =>
      entries.kind === 'read' && entries.value.map((entry) => `${entry.name}${entry.isFolder ? '/' : ''}`);
    for (const path of ['/manifests', '/linked']) {
      assert.deepEqual(folders(await files.entries(path)), ['B', 'a/', 'c', 'etcd.yaml', 'loop']);
    }
    assert.equal((await files.entries('/gone')).kind, 'missing');
    assert.equal((await files.entries('/manifests/B')).kind, 'unreadable');
  });

  for (const { about, arrange, reason } of odd) {
    test(`files, ${name}: ${about} is unreadable, with the reason`, async (t) => {
      const subject = await make(t);
      await arrange(subject);
      const content = await subject.files.read(crt, 100);
      assert.equal(content.kind === 'unreadable' && content.reason, reason);
      if (reason === 'not-a-file') await assert.rejects(subject.files.digest(crt), PerennialError);
    });
  }

  test(`files, ${name}: a link that is turned elsewhere changes the file`, async (t) => {
    const { files, put, link, remove } = await make(t);
    await put('/pki/old.pem', 'old');
    await put('/pki/new.pem', 'new');
    await link('/pki/current.pem', 'old.pem');
    const before = await files.changedAt('/pki/current.pem');
    await remove('/pki/current.pem');
    await put('/pki/between', '');
    await link('/pki/current.pem', 'new.pem');
    assert.ok(
      (await files.changedAt('/pki/current.pem')) >= Math.max(before, (await files.changedAt('/pki/between')) - 1),
    );
  });
}
