import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { unitPropertiesIn } from '../../core/doctor/examination.ts';
import { thisMachine } from './this-machine.ts';

type Answer = { readonly status: number; readonly output: string };

/** A machine whose programs answer so, and what they were asked. */
function machineThat(answers: (argv: readonly string[]) => Answer, root = '/') {
  const asked: (readonly string[])[] = [];
  const machine = thisMachine(root, async (argv) => {
    asked.push(argv);
    return answers(argv);
  });
  return { machine, asked };
}

const nothing = { status: 0, output: '' };

async function folderFor(t: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'perennial-machine-'));
  t.after(() => rm(root, { recursive: true }));
  return root;
}

test('the facts are those of this process and this kernel', () => {
  const facts = machineThat(() => nothing).machine.facts();
  assert.equal(facts.platform, process.platform);
  assert.equal(facts.userId, process.getuid?.());
  assert.equal(facts.runtime.node, process.versions.node);
  assert.ok(facts.processors > 0 && facts.memoryBytes > facts.freeMemoryBytes && facts.uptimeSeconds > 0);
});

test('a folder has its bits and its owner, below the root', async (t) => {
  const root = await folderFor(t);
  await mkdir(join(root, 'state'));
  await chmod(join(root, 'state'), 0o1750);
  const found = await machineThat(() => nothing, root).machine.folder('/state');
  assert.deepEqual(found, { kind: 'read', value: { mode: 0o1750, uid: process.getuid?.() } });
});

test('what is not there, a file, a link and a folder behind a file are no folders', async (t) => {
  const root = await folderFor(t);
  await writeFile(join(root, 'file'), '');
  await symlink('/', join(root, 'link'));
  const { machine } = machineThat(() => nothing, root);
  const noFolder = { kind: 'unreadable', reason: 'not-a-file', detail: 'it is no folder' };
  assert.deepEqual(await machine.folder('/nowhere'), { kind: 'missing' });
  assert.deepEqual(await machine.folder('/file'), noFolder);
  assert.deepEqual(await machine.folder('/link'), noFolder);
  assert.deepEqual(await machine.folder('/file/state'), { kind: 'unreadable', reason: 'io', detail: 'ENOTDIR' });
});

test('the way to a file are it and its folders, and the same of what links on it lead to', async (t) => {
  const root = await folderFor(t);
  await mkdir(join(root, 'opt/one'), { recursive: true });
  await mkdir(join(root, 'usr'));
  await writeFile(join(root, 'opt/one/perennial'), '');
  await symlink('/opt/two', join(root, 'usr/bin'));
  await symlink('one', join(root, 'opt/two'));
  await symlink('circle', join(root, 'circle'));
  await chmod(join(root, 'opt/one'), 0o775);
  const { machine } = machineThat(() => nothing, root);
  const found = await machine.wayTo('/usr/bin/perennial');
  assert.deepEqual(
    found.map(({ path }) => path),
    ['/', '/usr', '/opt', '/opt/one', '/opt/one/perennial'],
  );
  assert.deepEqual(found[3], { path: '/opt/one', uid: process.getuid?.(), gid: process.getgid?.(), mode: 0o775 });
  for (const path of ['/circle', '/circle/perennial', '/nowhere/perennial'])
    assert.deepEqual(
      (await machine.wayTo(path)).map((one) => one.path),
      ['/'],
    );
});

test('of a unit named properties are asked, none that shows its environment or its command line', async () => {
  const { machine, asked } = machineThat(() => ({ status: 0, output: 'Id=x.service\nResult=success\n' }));
  assert.deepEqual(unitPropertiesIn((await machine.unit('x.service')) ?? ''), { Id: 'x.service', Result: 'success' });
  const [argv = []] = asked;
  assert.deepEqual([argv[0], argv[1], ...argv.slice(-2)], ['systemctl', 'show', '--', 'x.service']);
  const properties = argv.slice(2, -2).filter((word) => word !== '--timestamp=utc');
  assert.ok(properties.length > 5);
  for (const word of properties) assert.match(word, /^--property=(?!.*(Env|ExecStart$|ExecStart=))\w+$/);
});

test('an older systemd, which has no --timestamp, is asked without it', async () => {
  const refusal = { status: 1, output: "systemctl: unrecognized option '--timestamp=utc'\n" };
  const { machine, asked } = machineThat((argv) =>
    argv.includes('--timestamp=utc') ? refusal : { status: 0, output: 'Id=x.service\n' },
  );
  assert.equal(await machine.unit('x.service'), 'Id=x.service\n');
  assert.equal(asked.length, 2);
});

test('where there is no systemd, or it does not answer, nothing is said, and it is asked once', async () => {
  for (const status of [1, 124, 127]) {
    const { machine, asked } = machineThat(() => ({ status, output: 'System has not been booted with systemd\n' }));
    assert.deepEqual([await machine.unit('x.service'), await machine.journal('x.service', 10)], [undefined, undefined]);
    assert.equal(asked.length, 2);
  }
});

test('of the journal the last lines of one unit are asked, in UTC', async () => {
  const { machine, asked } = machineThat(() => ({ status: 0, output: 'said\n' }));
  assert.equal(await machine.journal('perennial.service', 1000), 'said\n');
  const [argv = []] = asked;
  for (const word of ['--utc', '--no-pager', '--lines=1000', '--unit=perennial.service'])
    assert.ok(argv.includes(word));
});
