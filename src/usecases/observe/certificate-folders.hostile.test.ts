import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { controlPlaneFolder, observed } from '../../../test/observed.ts';
import { testAuthority } from '../../../test/pki.ts';
import type { Files } from '../../ports/node.ts';
import { certificateFolders } from './certificate-folders.ts';

const pki = '/etc/kubernetes/pki';
const { certificatePem } = testAuthority({ commonName: 'x' }).leaf({ commonName: 'left behind' });
const unknownIn = async (root: string): Promise<readonly string[]> =>
  (await observed(root)).leaves.filter(({ kind }) => kind === 'unknown').map(({ name }) => name);

test('links that lead in circles, up, out or nowhere are no folders to look at, and hang nothing', async (context) => {
  const root = await controlPlaneFolder(context);
  await mkdir(join(root, pki, 'a/b'), { recursive: true });
  await mkdir(join(root, '/srv/elsewhere'), { recursive: true });
  await writeFile(join(root, pki, 'a/b/inside.crt'), certificatePem);
  await writeFile(join(root, '/srv/elsewhere/outside.crt'), certificatePem);
  const links = [
    ['a/b/up', '..'],
    ['a/b/root', '/'],
    ['a/self', 'self'],
    ['a/one', 'two'],
    ['a/two', 'one'],
    ['a/out', '/srv/elsewhere'],
    ['a/gone', '/nowhere'],
    ['a/folder.crt', '/srv/elsewhere'],
    ['a/circle.crt', 'circle.crt'],
  ] as const;
  for (const [path, target] of links) await symlink(target, join(root, pki, path));
  assert.deepEqual(await unknownIn(root), [`${pki}/a/b/inside.crt`]);
  assert.deepEqual((await observed(root)).unreadable, []);
});

test('a file reached by its own path and by links counts once', async (context) => {
  const root = await controlPlaneFolder(context);
  await mkdir(join(root, pki, '..2026_11_23'), { recursive: true });
  await writeFile(join(root, pki, '..2026_11_23/tool.crt'), certificatePem);
  await symlink('..2026_11_23', join(root, pki, '..data'));
  await symlink('..data/tool.crt', join(root, pki, 'tool.crt'));
  await symlink('apiserver.crt', join(root, pki, 'same.crt'));
  assert.deepEqual(await unknownIn(root), [`${pki}/tool.crt`]);
});

test('a path deeper than the bound is not looked at, and the report says from where on', async (context) => {
  const root = await controlPlaneFolder(context);
  const deep = `${pki}/${'d/'.repeat(60)}`;
  await mkdir(join(root, deep), { recursive: true });
  await writeFile(join(root, deep, 'x.crt'), certificatePem);
  const { unreadable } = await observed(root);
  const detail = `not looked at: 1 folder from ${pki}/${'d/'.repeat(9).slice(0, -1)} on`;
  assert.deepEqual(unreadable, [{ what: 'folder of certificates', path: pki, reason: 'too-large', detail }]);
});

test('a folder below that may not be read is unreadable, one that has just gone is not, their neighbours are read', async () => {
  const names = ['closed', 'gone', 'open'].map((name) => ({ name, isFolder: true }));
  const refused = { reason: 'permission', detail: 'permission denied' } as const;
  const entries: Files['entries'] = async (folder) => {
    if (folder === pki) return { kind: 'read', value: names };
    if (folder === `${pki}/closed`) return { kind: 'unreadable', ...refused };
    return folder === `${pki}/gone`
      ? { kind: 'missing' }
      : { kind: 'read', value: [{ name: 'x.crt', isFolder: false }] };
  };
  const { layout } = healthyInventory();
  assert.deepEqual(await certificateFolders({ entries } as Files, { layout, folders: [pki] }), {
    lying: [{ path: `${pki}/open/x.crt` }],
    unreadable: [{ kind: 'unreadable', what: 'folder of certificates', path: `${pki}/closed`, ...refused }],
  });
});

test('half a million folders, each with as many in it, are not all looked at', async () => {
  const many = Array.from({ length: 500_000 }, (_, index) => ({ name: `f${index}`, isFolder: true }));
  let looks = 0;
  const entries: Files['entries'] = async () => {
    looks += 1;
    return { kind: 'read', value: looks < 3 ? many : [] };
  };
  const { layout } = healthyInventory();
  const { unreadable } = await certificateFolders({ entries } as Files, { layout, folders: [pki, `${pki}/etcd`] });
  assert.equal(looks, 1000);
  assert.deepEqual(
    unreadable.map(({ detail }) => detail),
    [`not looked at: 999002 folders from ${pki}/f998 on`],
  );
});
