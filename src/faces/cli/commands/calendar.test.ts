import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { DAY } from '../../../core/instant.ts';
import { controlPlane, perennial, temporaryFolder } from './control-plane-folder.test-support.ts';

test('calendar prints what has a date, and ends with 0 whatever is wrong', async (t) => {
  const { status, stdout, stderr } = called('calendar', '--root', await controlPlane(t, 20 * DAY));
  assert.deepEqual([status, stderr], [0, '']);
  const summaries = summariesIn(stdout);
  for (const expected of ['Ends: apiserver on cp-1', 'Renewal due: admin.conf on cp-1', 'Ends: authority ca of cp-1'])
    assert.ok(summaries.includes(expected), `${expected} is not in ${summaries.join('\n')}`);
});

test('calendar --output FILE writes the same into the file, and says so', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const file = join(root, 'certificates.ics');
  const { status, stdout } = called('calendar', '--root', root, '--output', file);
  assert.deepEqual([status, stdout], [0, `the calendar is in ${file}\n`]);
  const stampless = (text: string) => text.replaceAll(/^DTSTAMP:.*$/gm, '');
  assert.equal(stampless(await readFile(file, 'utf8')), stampless(called('calendar', '--root', root).stdout));
});

test('calendar --output replaces the file of yesterday', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const file = join(root, 'certificates.ics');
  await writeFile(file, 'x'.repeat(100_000));
  assert.equal(called('calendar', '--root', root, '--output', file).status, 0);
  assert.match(await readFile(file, 'utf8'), /^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
});

test('calendar --output into a folder that is not there fails, and makes none', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { status, stderr } = called('calendar', '--root', root, '--output', join(root, 'nowhere/certificates.ics'));
  assert.notEqual(status, 0);
  assert.match(stderr, /nowhere\/certificates\.ics/);
  assert.ok(!(await readdir(root)).includes('nowhere'));
});

test('calendar --cluster without an API server is refused', async (t) => {
  const { status, stderr } = called('calendar', '--cluster', '--root', await controlPlane(t, 20 * DAY));
  assert.equal(status, 64);
  assert.match(stderr, /--cluster/);
});

test('calendar where there is no control plane says so', async (t) => {
  const { status, stdout, stderr } = called('calendar', '--root', await temporaryFolder(t));
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /there is no kubeadm control plane/);
});

test('no private key is in the calendar', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { stdout } = called('calendar', '--root', root);
  const pki = join(root, 'etc/kubernetes/pki');
  for (const name of (await readdir(pki)).filter((one) => one.endsWith('.key'))) {
    const [, body = ''] = (await readFile(join(pki, name), 'utf8')).split('\n');
    assert.ok(body.length > 20 && !stdout.replaceAll('\r\n ', '').includes(body), name);
  }
});

const summariesIn = (text: string): readonly string[] =>
  ICAL.Component.fromString(text)
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component).summary);

function called(...args: readonly string[]) {
  return spawnSync(perennial, args, { encoding: 'utf8' });
}
