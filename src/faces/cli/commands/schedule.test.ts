import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../../../test/crash/node.ts';
import { typed } from '../../../../test/exit-codes/typed.ts';
import type { MemoryNode } from '../../../adapters/memory/memory-node.ts';

test('a unit lets the service write where this control plane has its files, and is current as long as they are there', async () => {
  const node = controlPlane();
  assert.match((await typed(node, ['schedule', 'install'])).printed, /calls perennial run from now on/);
  assert.doesNotMatch(serviceOn(node), /\/srv/);
  const standing = async () => (await typed(node, ['schedule', 'show'])).printed;
  assert.match(await standing(), /installed as configured/);
  leadElsewhere(node, '/etc/kubernetes/pki/apiserver.crt', '/srv/disk/apiserver.crt');
  assert.match(await standing(), /not what the configuration makes now/);
  await typed(node, ['schedule', 'install']);
  assert.match(serviceOn(node), /^ReadWritePaths=.* -"\/srv\/disk"$/m);
  assert.match(await standing(), /installed as configured/);
  assert.match((await typed(node, ['doctor'])).printed, /ok +schedule: /);
});

test('who installs with sudo is told of a copy that the schedule will not bring up to date, and how it would', async () => {
  const node = controlPlane();
  node.write('/etc/passwd', 'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n');
  const admin = node.machine.tree.get('/etc/kubernetes/admin.conf');
  assert.ok(admin?.kind === 'file');
  node.write('/home/alice/.kube/config', admin.bytes);
  const warnings = async (SUDO_USER: string) =>
    (await typed(node, ['schedule', 'install', '-o', 'json'], { environment: { SUDO_USER } })).document?.['warnings'];
  assert.deepEqual(await warnings('root'), []);
  const [warning] = (await warnings('alice')) as readonly string[];
  assert.match(warning ?? '', /\/home\/alice\/.kube\/config is not kept up to date/);
  const [line = ''] = /copies: \[.*\]/.exec(warning ?? '') ?? [];
  node.write('/etc/perennial/config.yaml', `${line}\n`);
  assert.deepEqual(await warnings('alice'), []);
  assert.match(serviceOn(node), /^BindPaths=-"\/home\/alice\/.kube"$/m);
});

function serviceOn({ machine }: MemoryNode): string {
  const entry = machine.tree.get('/etc/systemd/system/perennial.service');
  return entry?.kind === 'file' ? entry.bytes.toString('utf8') : '';
}

/** Has the file lie elsewhere, and a link in its place. */
function leadElsewhere({ machine: { tree } }: MemoryNode, path: string, target: string): void {
  const entry = tree.get(path);
  assert.ok(entry !== undefined);
  tree.set(target, entry);
  tree.set(path, { kind: 'link', target, changedAt: 0 });
}
