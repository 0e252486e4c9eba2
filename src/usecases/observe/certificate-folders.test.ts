import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { Files } from '../../ports/node.ts';
import { type Bounds, certificateFolders, ordinaryBounds } from './certificate-folders.ts';

const { layout } = healthyInventory();
const pki = layout.certificatesFolder;

/** A machine of these files, of which only folders are looked at; each look is noted. */
function machine(paths: readonly Path[]): { readonly files: Files; readonly looked: Path[] } {
  const looked: Path[] = [];
  const entries: Files['entries'] = async (folder) => {
    looked.push(folder);
    const below = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
    if (below.length === 0) return { kind: 'missing' };
    const isFolder = new Map(below.map((path) => [path.replace(/\/.*/, ''), path.includes('/')]));
    return { kind: 'read', value: [...isFolder].map(([name, is]) => ({ name, isFolder: is })) };
  };
  return { files: { entries } as Files, looked };
}

const folders = [pki, `${pki}/etcd`];
const looking = (paths: readonly Path[], bounds: Partial<Bounds> = {}, starts: readonly Path[] = folders) =>
  certificateFolders(machine(paths).files, { layout, folders: starts }, { ...ordinaryBounds, ...bounds });

test('certificates are found by their names, however deep, with the keys beside them', async () => {
  const keys = [`${pki}/a/x.key`, `${pki}/a/y-key.pem`];
  const { lying, unreadable } = await looking([
    `${pki}/ca.crt`,
    `${pki}/etcd/notes.txt`,
    `${pki}/a/x.crt`,
    `${pki}/a/y.pem`,
    `${pki}/a/b/c/z.cert`,
    `${pki}/folder.crt/w.crt`,
    ...keys,
  ]);
  assert.deepEqual(lying, [
    { path: `${pki}/ca.crt` },
    { path: `${pki}/a/x.crt`, keyPath: keys[0] },
    { path: `${pki}/a/y.pem`, keyPath: keys[1] },
    { path: `${pki}/a/y-key.pem` },
    { path: `${pki}/folder.crt/w.crt` },
    { path: `${pki}/a/b/c/z.cert` },
  ]);
  assert.deepEqual(unreadable, []);
});

test('of the ordinary layout each folder is looked at once, and nothing else', async () => {
  const { files, looked } = machine([`${pki}/ca.crt`, `${pki}/etcd/ca.crt`]);
  await certificateFolders(files, { layout, folders: [...folders, pki, `${pki}/etcd`] });
  assert.deepEqual(looked, folders);
});

const walks: readonly { readonly from: Path; readonly isWalked: boolean }[] = [
  { from: pki, isWalked: true },
  { from: `${pki}/`, isWalked: true },
  { from: '/etc/etcd', isWalked: true },
  { from: '/etc', isWalked: false },
  { from: '', isWalked: false },
  { from: '/srv', isWalked: false },
  { from: '/var/lib/kubelet', isWalked: false },
  { from: '/etc/kubernetes/../../var/lib', isWalked: false },
  { from: '/etc/.', isWalked: false },
];
for (const { from, isWalked } of walks) {
  test(`what lies below '${from}' is ${isWalked ? '' : 'not '}looked at`, async () => {
    const { lying } = await looking([`${from}/own.crt`, `${from}/deeper/one.crt`], {}, [from]);
    assert.deepEqual(
      lying.map(({ path }) => path),
      [`${from}/own.crt`, ...(isWalked ? [`${from}/deeper/one.crt`] : [])],
    );
  });
}

test('a PKI folder outside of /etc is looked through, and its neighbours are not', async () => {
  const { files } = machine(['/var/lib/minikube/certs/a/x.crt', '/var/lib/minikube/certs-old/a/x.crt']);
  const own = { ...layout, certificatesFolder: '/var/lib/minikube/certs' };
  const starts = ['/var/lib/minikube/certs', '/var/lib/minikube/certs-old'];
  const { lying } = await certificateFolders(files, { layout: own, folders: starts });
  assert.deepEqual(lying, [{ path: '/var/lib/minikube/certs/a/x.crt' }]);
});

test('a PKI folder that is / or right below it is not looked through', async () => {
  for (const certificatesFolder of ['', '/', '/srv']) {
    const { files } = machine([`${certificatesFolder}/ca.crt`, `${certificatesFolder}/home/x.crt`]);
    const folders = [certificatesFolder];
    const { lying } = await certificateFolders(files, { layout: { ...layout, certificatesFolder }, folders });
    assert.deepEqual(lying, [{ path: `${certificatesFolder}/ca.crt` }]);
  }
});

test("folders with the world's authorities are left out, at the beginning and on the way", async () => {
  const bundles = ['/etc/ssl/certs/a.crt', '/etc/pki/ca-trust/b.crt'];
  const { lying } = await looking([...bundles, '/etc/ssl/own/c.crt'], {}, ['/etc/ssl', '/etc/ssl/certs', '/etc/pki']);
  assert.deepEqual(lying, [{ path: '/etc/ssl/own/c.crt' }]);
});

const chain = (depth: number): Path => `${pki}/${'d/'.repeat(depth)}x.crt`;
const bounded: readonly {
  readonly name: string;
  readonly paths: readonly Path[];
  readonly bounds: Partial<Bounds>;
  readonly found: number;
  readonly left: string | undefined;
}[] = [
  { name: 'as deep as the bound', paths: [chain(3)], bounds: { depth: 3 }, found: 1, left: undefined },
  {
    name: 'one level deeper than the bound',
    paths: [chain(2), chain(4)],
    bounds: { depth: 3 },
    found: 1,
    left: `1 folder from ${pki}/d/d/d/d on`,
  },
  {
    name: 'as many folders as the bound',
    paths: ['a', 'b'].map((name) => `${pki}/${name}/x.crt`),
    bounds: { folders: 4 },
    found: 2,
    left: undefined,
  },
  {
    name: 'more folders than the bound',
    paths: ['a', 'b', 'c', 'd'].map((name) => `${pki}/${name}/x.crt`),
    bounds: { folders: 4 },
    found: 2,
    left: `2 folders from ${pki}/c on`,
  },
  {
    name: 'as many files as the bound',
    paths: ['a', 'b'].map((name) => `${pki}/${name}.crt`),
    bounds: { files: 2 },
    found: 2,
    left: undefined,
  },
  {
    name: 'more of everything than the bounds',
    paths: ['a.crt', 'b.crt', 'c.crt', 'd/e/f.crt'].map((name) => `${pki}/${name}`),
    bounds: { files: 2, depth: 1 },
    found: 2,
    left: `1 folder from ${pki}/d/e on, 1 file from ${pki}/c.crt on`,
  },
];
for (const { name, paths, bounds, found, left } of bounded) {
  test(`${name}: ${left === undefined ? 'everything is looked at' : 'what is left out is said'}`, async () => {
    const { lying, unreadable } = await looking(paths, bounds);
    assert.equal(lying.length, found);
    const said = { what: 'folder of certificates', path: pki, reason: 'too-large', detail: `not looked at: ${left}` };
    assert.deepEqual(unreadable, left === undefined ? [] : [said]);
  });
}
