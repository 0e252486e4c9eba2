import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Digest } from '../../src/core/names.ts';
import { planOf } from './plan.ts';
import { type Subject, subjects } from './subjects.ts';

const key = '/etc/kubernetes/pki/apiserver.key';
const crt = '/etc/kubernetes/pki/apiserver.crt';
const digestOf = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const kept = (text: string) => ({ kind: 'kept', digest: digestOf(text) }) as const;
const made = (as: string) => ({ kind: 'made', as }) as const;

async function storeOf(subject: Subject) {
  return subject.store((await subject.runs.create(planOf())).id);
}

async function textAt({ files }: Subject, path: string): Promise<string | undefined> {
  const content = await files.read(path);
  return content.kind === 'read' ? content.value.bytes.toString() : undefined;
}

for (const { name, make } of subjects) {
  test(`store, ${name}: what is kept is known by its digest, to other runs and after a restart too`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.put(crt, 'old');
    assert.equal(await store.has(digestOf('old')), false);
    await store.keep(crt, digestOf('old'));
    await store.keep(crt, digestOf('old'));
    assert.equal(await store.has(digestOf('old')), true);
    assert.equal(await (await storeOf(subject.restarted())).has(digestOf('old')), true);
  });

  test(`store, ${name}: a file that is not what was planned for is not kept`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await assert.rejects(store.keep(crt, digestOf('old')), { code: 'drifted' });
    await subject.put(crt, 'foreign');
    await assert.rejects(store.keep(crt, digestOf('old')), { code: 'drifted' });
    assert.equal(await store.has(digestOf('foreign')), false);
  });

  test(`store, ${name}: what was made belongs to its run and may be made again`, async (t) => {
    const subject = await make(t);
    const one = await storeOf(subject);
    const other = await storeOf(subject);
    await one.save('etcd/server.crt', 'first');
    await one.save('etcd/server.crt', 'second');
    assert.equal(await one.made('etcd/server.crt'), 'second');
    assert.equal(await other.made('etcd/server.crt'), undefined);
  });

  test(`store, ${name}: a link is turned, and what it led to stays; a path itself is put back or removed, not what it leads to`, async (t) => {
    const subject = await make(t);
    const { files } = subject;
    const store = await storeOf(subject);
    await store.save('new', 'new bytes');
    await subject.put('/pki/old.pem', 'old');
    await subject.link('/pki/current.pem', '/pki/old.pem');
    const current = { path: '/pki/current.pem', itself: true } as const;
    const create = { mode: 0o600, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    await store.installAll([
      { path: '/pki/new.pem', content: made('new'), create },
      { ...current, content: { kind: 'link', target: '/pki/new.pem' } },
    ]);
    assert.equal(await textAt(subject, '/pki/current.pem'), 'new bytes');
    assert.equal(await textAt(subject, '/pki/old.pem'), 'old');
    assert.equal(await store.identity({ kind: 'link', target: '/pki/new.pem' }), 'link:/pki/new.pem');
    await store.keep('/pki/old.pem', digestOf('old'));
    await store.installAll([{ ...current, content: kept('old') }]);
    assert.equal(await files.linkTarget('/pki/current.pem'), undefined);
    assert.equal(await textAt(subject, '/pki/new.pem'), 'new bytes');
    await store.installAll([{ ...current, content: { kind: 'link', target: '/pki/gone.pem' } }]);
    await store.installAll([{ ...current, content: { kind: 'absent' } }]);
    assert.deepEqual(await files.read('/pki/current.pem'), { kind: 'missing' });
    assert.equal(await textAt(subject, '/pki/old.pem'), 'old');
  });

  test(`store, ${name}: content has an identity, whether or not its bytes are there`, async (t) => {
    const store = await storeOf(await make(t));
    await store.save('made', 'bytes');
    assert.equal(await store.identity(kept('never kept')), digestOf('never kept'));
    assert.equal(await store.identity(made('made')), digestOf('bytes'));
    assert.equal(await store.identity(made('other')), 'not made yet');
    assert.equal(await store.identity({ kind: 'absent' }), 'absent');
  });

  test(`store, ${name}: an install replaces the bytes and keeps the mode`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.put(crt, 'old', 0o640);
    await store.save('new', 'new');
    const before = await subject.files.changedAt(crt);
    await store.install(made('new'), crt);
    const content = await subject.files.read(crt);
    assert.ok(content.kind === 'read');
    assert.equal(content.value.bytes.toString(), 'new');
    assert.equal(content.value.facts.mode, 0o640);
    assert.ok(content.value.facts.changedAt >= before);
  });

  test(`store, ${name}: an install follows a link and leaves it`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.put('/data/config', 'old');
    await subject.link('/root/.kube/config', '/data/config');
    await store.save('new', 'new');
    await store.install(made('new'), '/root/.kube/config');
    assert.equal(await textAt(subject, '/data/config'), 'new');
    assert.equal(await subject.isLink('/root/.kube/config'), true);
  });

  test(`store, ${name}: a file is created with the mode asked for, and removed again`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.folder('/etc/kubernetes');
    await store.save('new', 'new');
    const us = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    await store.install(made('new'), '/etc/kubernetes/super-admin.conf', { mode: 0o640, ...us });
    const content = await subject.files.read('/etc/kubernetes/super-admin.conf');
    assert.equal(content.kind === 'read' && content.value.facts.mode, 0o640);
    await store.install({ kind: 'absent' }, '/etc/kubernetes/super-admin.conf');
    await store.install({ kind: 'absent' }, '/etc/kubernetes/super-admin.conf');
    assert.equal(await subject.files.digest('/etc/kubernetes/super-admin.conf'), 'absent');
  });

  test(`store, ${name}: several files are installed together, or none when one cannot be written`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.put(key, 'old key');
    await subject.put(crt, 'old crt');
    await store.save('key', 'new key');
    const files = [
      { content: made('key'), path: key },
      { content: made('crt'), path: crt },
    ];
    await assert.rejects(store.installAll(files), { code: 'file-unreadable' });
    assert.deepEqual([await textAt(subject, key), await textAt(subject, crt)], ['old key', 'old crt']);
    await store.save('crt', 'new crt');
    await store.installAll(files);
    assert.deepEqual([await textAt(subject, key), await textAt(subject, crt)], ['new key', 'new crt']);
    assert.deepEqual(await subject.files.list('/etc/kubernetes/pki'), {
      kind: 'read',
      value: ['apiserver.crt', 'apiserver.key'],
    });
  });

  test(`store, ${name}: nothing is put where a folder or a link to nothing is`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await store.save('new', 'new');
    await subject.folder('/etc/a-folder');
    await subject.link('/etc/a-link', '/etc/gone');
    for (const path of ['/etc/a-folder', '/etc/a-link']) {
      await assert.rejects(store.install(made('new'), path), { code: 'file-unreadable' }, path);
    }
    assert.equal((await subject.files.read('/etc/gone')).kind, 'missing');
  });

  test(`store, ${name}: two names of one file are not given content of their own, and nothing is changed`, async (t) => {
    const subject = await make(t);
    const store = await storeOf(subject);
    await subject.put('/etc/kubernetes/admin.conf', 'old');
    await subject.link('/etc/kubernetes/super-admin.conf', '/etc/kubernetes/admin.conf');
    await store.save('admin', 'new admin');
    await store.save('super-admin', 'new super-admin');
    const both = [
      { content: made('admin'), path: '/etc/kubernetes/admin.conf' },
      { content: made('super-admin'), path: '/etc/kubernetes/super-admin.conf' },
    ];
    await assert.rejects(store.installAll(both), { code: 'plan-invalid' });
    assert.equal(await textAt(subject, '/etc/kubernetes/admin.conf'), 'old');
  });

  test(`store, ${name}: there is room, and nothing in the way, for a file of an ordinary folder`, async (t) => {
    const subject = await make(t);
    await subject.put(crt, 'old');
    const { freeBytes, problem } = await (await storeOf(subject)).writable(crt);
    assert.ok(freeBytes > 0);
    assert.equal(problem, undefined);
  });
}
