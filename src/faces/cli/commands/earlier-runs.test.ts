import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DAY } from '../../../core/instant.ts';
import type { Ending } from '../../../../test/ending.ts';
import { controlPlane, perennial } from './control-plane-folder.test-support.ts';

const called = (...argv: readonly string[]) => spawnSync(perennial, argv, { encoding: 'utf8' });

/** A node whose leaves end soon, with a run that nobody can read any more. */
async function withBrokenRun(t: Ending): Promise<string> {
  const root = await controlPlane(t, 20 * DAY);
  const run = join(root, 'var/lib/perennial/runs/2026-01-02T03-04-05Z-renew');
  await mkdir(run, { recursive: true });
  await writeFile(join(run, 'plan.json'), '{}');
  return root;
}

test('an earlier run that cannot be read keeps nobody from seeing the certificates', async (t) => {
  const root = await withBrokenRun(t);
  const { status, stdout, stderr } = called('check', '--root', root, '-o', 'nagios');
  assert.match(stderr, /^note: earlier runs cannot be read: /);
  assert.match(stdout, /^PERENNIAL \w+ - .*\|.*'?apiserver'?=/);
  assert.match(stdout, /earlier runs/);
  assert.equal(status, 3);
  assert.equal(called('window', '--root', root).status, 0);
});

test('where it cannot be read whether a run is unfinished, nothing is changed', async (t) => {
  const root = await withBrokenRun(t);
  const { status, stderr } = called('renew', '--root', root, '--yes');
  assert.match(stderr, /\(plan-invalid\)/);
  assert.equal(status, 4);
});

test('a plan of nothing replaces what was saved before', async (t) => {
  const root = await controlPlane(t, 300 * DAY);
  const file = join(root, 'plan.json');
  await writeFile(file, 'an older plan');
  assert.match(called('plan', '--root', root, '--output', file).stdout, /nothing to do/);
  assert.match(await readFile(file, 'utf8'), /"stages": \[\]/);
  assert.match(called('apply', file, '--root', root, '--yes').stdout, /nothing to do/);
});
