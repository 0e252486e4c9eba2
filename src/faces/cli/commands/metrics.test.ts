import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DAY } from '../../../core/instant.ts';
import { controlPlane, perennial } from './control-plane-folder.test-support.ts';

const FOLDER = '/var/lib/prometheus/node-exporter';
const PATH = `${FOLDER}/perennial.prom`;

test('check -o prometheus prints the metrics, and exits with the verdict', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { status, stdout } = called('check', '--root', root, '-o', 'prometheus');
  assert.equal(status, 1);
  assert.match(stdout, /^perennial_verdict\{status="warning"\} 1$/m);
  assert.match(stdout, /^perennial_certificate_problem\{certificate="apiserver",problem="expiring"\} 1$/m);
});

test('metrics prints the same, and exits with 0', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { status, stdout } = called('metrics', '--root', root);
  assert.equal(status, 0);
  assert.match(stdout, /^perennial_verdict\{status="warning"\} 1$/m);
  assert.match(called('metrics', '--root', root, '-o', 'openmetrics').stdout, /\n# EOF\n$/);
});

test('the names of x509-certificate-exporter are there where the configuration asks for them', async (t) => {
  const root = await controlPlane(t, 20 * DAY, 'metrics: {compatibility: x509}\n');
  assert.doesNotMatch(called('metrics', '--root', await controlPlane(t, 20 * DAY)).stdout, /^x509_/m);
  assert.match(
    called('metrics', '--root', root).stdout,
    /^x509_cert_not_after\{serial_number="\d+",subject_O="kubeadm:cluster-admins",subject_CN="kubernetes-admin",issuer_CN="kubernetes",filename="admin.conf",filepath="\/etc\/kubernetes\/admin.conf",embedded_kind="user",embedded_key="kubernetes-admin"\} \d+$/m,
  );
});

test('--textfile finds the folder of the distribution, and writes for everybody to read', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  await mkdir(join(root, FOLDER), { recursive: true });
  assert.equal(called('metrics', '--root', root, '--textfile').status, 0);
  assert.equal((await stat(join(root, PATH))).mode & 0o777, 0o644);
  assert.match(await readFile(join(root, PATH), 'utf8'), /^perennial_last_check_timestamp_seconds \d/m);
});

test('--textfile without any folder says what it looked for, and makes none', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { status, stderr } = called('metrics', '--root', root, '--textfile');
  assert.equal(status, 64);
  assert.match(stderr, /\/var\/lib\/prometheus\/node-exporter/);
  assert.deepEqual(await readdir(join(root, 'var/lib')).then((names) => names.includes('prometheus')), false);
});

test('--textfile refuses a file that node_exporter would not read', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  assert.equal(called('metrics', '--root', root, '--textfile', '/var/lib/perennial.txt').status, 64);
});

for (const command of [['run'], ['renew', '--all', '--yes']]) {
  test(`after ${command[0]} the textfile of the configuration says how the node is now`, async (t) => {
    const root = await controlPlane(t, 20 * DAY, `metrics: {textfile: ${PATH}}\n`);
    await mkdir(join(root, FOLDER), { recursive: true });
    const { status } = called(...command, '--root', root);
    assert.equal(status, 0);
    const text = await readFile(join(root, PATH), 'utf8');
    assert.match(text, /^perennial_renewals\{result="complete"\} 1$/m);
    assert.match(text, /^perennial_certificate_problem\{certificate="apiserver",problem="expiring"\} 0$/m);
    assert.match(text, /^perennial_renewal_phase_duration_seconds\{phase="preparation"\} [\d.]+$/m);
    assert.match(text, /^perennial_last_renewal_success_timestamp_seconds \d+/m);
    assert.match(text, /^perennial_backups 1$/m);
  });
}

test('a textfile that cannot be written is told, and the renewal is done all the same', async (t) => {
  const root = await controlPlane(t, 20 * DAY, `metrics: {textfile: ${PATH}}\n`);
  const { status, stderr, stdout } = called('renew', '--all', '--yes', '--root', root);
  assert.equal(status, 0);
  assert.match(stdout, /renewed 11 certificates/);
  assert.match(stderr, /note: .*perennial\.prom was not brought up to date, .*: cannot write .*: it does not exist/);
});

test('a command that failed says it in the textfile, too: nothing there is older than it', async (t) => {
  const root = await controlPlane(t, 20 * DAY, `metrics: {textfile: ${PATH}}\n`);
  await mkdir(join(root, FOLDER), { recursive: true });
  assert.notEqual(called('renew', 'nothing-of-that-name', '--yes', '--root', root).status, 0);
  assert.match(await readFile(join(root, PATH), 'utf8'), /^perennial_journal_open 0$/m);
});

test('no private key and no token is in what Prometheus is told', async (t) => {
  const root = await controlPlane(t, 20 * DAY, 'metrics: {compatibility: x509}\n');
  const { stdout } = called('metrics', '--root', root);
  const pki = join(root, 'etc/kubernetes/pki');
  const keys = (await readdir(pki)).filter((name) => name.endsWith('.key'));
  assert(keys.length > 5);
  for (const name of keys) {
    const [, body = ''] = (await readFile(join(pki, name), 'utf8')).split('\n');
    assert(body.length > 20 && !stdout.includes(body), name);
  }
  assert.doesNotMatch(stdout, /PRIVATE KEY|client-key-data|LS0tLS1CRUdJTi|token/i);
});

function called(...args: readonly string[]) {
  return spawnSync(perennial, args, { encoding: 'utf8' });
}
