import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { linuxMachine } from '../../test/linux-machine.ts';
import type { BundleFile } from '../core/support/bundle.ts';
import { PerennialError } from '../core/errors.ts';
import type { Machine } from '../ports/machine.ts';
import type { World } from '../ports/world.ts';
import { observe } from './observe.ts';
import { renew } from './renew.ts';
import { supportBundle } from './support-bundle.ts';

const node = controlPlane();
await renew(wished, node.live().world);

const machine: Machine = {
  ...linuxMachine,
  unit: async (name) => (name.endsWith('.service') ? `Id=${name}\n` : undefined),
  journal: async () => 'a line\n',
};

/** What is written for this node, in the order in which it is. */
async function bundled(world: World, parts: Partial<Machine> = {}): Promise<readonly BundleFile[]> {
  const written: BundleFile[] = [];
  const request = {
    target: '/x.tar.gz',
    folder: 'bundle',
    documents: [{ path: 'check.json', text: '{}\n' }],
    inventory: await observe(world, { copies: [] }),
    machine: { ...machine, ...parts },
    archive: { write: async (_: string, __: string, files: readonly BundleFile[]) => void written.push(...files) },
  };
  await supportBundle(request, world);
  return written;
}

const contentsOf = ([first]: readonly BundleFile[]) =>
  JSON.parse(first?.text ?? '') as { files: readonly string[]; leftOut: readonly { path: string; why: string }[] };

test('of the same facts the same files are written, in the same order', async () => {
  const once = await bundled(node.live().world);
  assert.deepEqual(await bundled(node.live().world), once);
  assert.ok(once.length > 20, `only ${String(once.length)} files`);
});

test('the first file says what the others are', async () => {
  const [first, ...others] = await bundled(node.live().world);
  assert.equal(first?.path, 'contents.json');
  assert.deepEqual(
    contentsOf([first]).files,
    others.map(({ path }) => path),
  );
});

test('a journal with a token in it is left out, and named', async () => {
  const said = 'Authorization: Bearer 31ada4fd-adec-460c-809a-9e56ceb75269';
  const written = await bundled(node.live().world, { journal: async () => said });
  assert.ok(!written.some(({ text }) => text.includes('31ada4fd')));
  assert.deepEqual(contentsOf(written).leftOut, [
    { path: 'journal/perennial.service.txt', why: 'it holds a bearer token' },
  ]);
});

test('runs that cannot be listed are missing from it, which it says, and nothing else is', async () => {
  const { world } = node.live();
  const list = () => Promise.reject(new PerennialError('permission', 'permission denied'));
  const written = await bundled({ ...world, runs: { ...world.runs, list } });
  assert.ok(written.some(({ path }) => path === 'machine.json'));
  assert.ok(!written.some(({ path }) => path.startsWith('runs/')));
  assert.deepEqual(contentsOf(written).leftOut, [{ path: 'runs', why: 'permission denied' }]);
});
