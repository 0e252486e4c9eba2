import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

const repository = join(import.meta.dirname, '../..');

/** The newest that a control plane's Python 3.11 takes. */
const ANSIBLE = 'ansible-core==2.19.14';

describe('the role for Ansible, with a real ansible-playbook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-ansible-'));
  let sandbox: Sandbox;

  before(async () => {
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')]);
    execFileSync(join(folder, 'venv/bin/pip'), ['install', '--quiet', ANSIBLE], { stdio: 'inherit' });
    sandbox = await startSandbox({ certificatesExpireInDays: 300 });
    writeFileSync(join(folder, 'perennial'), wrapper(sandbox.root));
    chmodSync(join(folder, 'perennial'), 0o755);
    writeFileSync(join(folder, 'play.yml'), playbook(folder));
  });

  after(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  test('the first run changes, the second does not, --check works, and another configuration changes again', () => {
    const recaps = played(folder, [
      '--check',
      '',
      '',
      '--check',
      `-e '{"perennial_config":{"look":"weekly"}}'`,
      `-e '{"perennial_config":{"look":"weekly"}}'`,
    ]);
    assert.deepEqual(
      recaps.map(({ changed, failed }) => [changed > 0, failed]),
      [true, false, false, false, true, false].map((changes, index) => [index === 1 ? true : changes, 0]),
    );
  });

  test('a configuration that is wrong never gets into its place', () => {
    const [first, wrong, again] = played(folder, ['', `-e '{"perennial_config":{"lok":"weekly"}}'`, '']);
    assert.deepEqual([first?.failed, wrong?.failed, again?.changed], [0, 1, 0]);
  });
});

interface Recap {
  readonly changed: number;
  readonly failed: number;
}

/** Plays on one machine whose /opt, /etc/cron.d and /etc/perennial are its own, one play after the other. */
function played(folder: string, arguments_: readonly string[]): readonly Recap[] {
  const play = `ANSIBLE_NOCOLOR=1 ${folder}/venv/bin/ansible-playbook -i localhost, -c local ${folder}/play.yml`;
  const script = [
    'set -eu',
    'mkdir -p /etc/perennial /etc/cron.d',
    'for place in /opt /etc/cron.d /etc/perennial; do mount -t tmpfs none $place; done',
    `mkdir /opt/checkout && mount --bind ${repository} /opt/checkout`,
    // What is looked for is a process of this name; the machine's own cron must not read what is tried here.
    'cp /bin/sleep /opt/cron && /opt/cron 600 &',
    ...arguments_.map((given) => `${play} ${given} || true`),
  ].join('\n');
  const roles = join(repository, 'deploy/ansible/roles');
  const { stdout, stderr } = spawnSync(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'bash', '-c', script],
    { encoding: 'utf8', env: { ...process.env, ANSIBLE_ROLES_PATH: roles, LC_ALL: 'C.UTF-8' } },
  );
  const recaps = [...stdout.matchAll(/ changed=(\d+) .* failed=(\d+) /g)];
  assert.equal(recaps.length, arguments_.length, stdout + stderr);
  return recaps.map(([, changed, failed]) => ({ changed: Number(changed), failed: Number(failed) }));
}

/** The command line of the sandbox, from where a schedule may call it. */
const wrapper = (root: string): string => `#!/bin/sh
export PERENNIAL_SANDBOX=${root}
exec ${process.execPath} --disable-warning=ExperimentalWarning /opt/checkout/src/sandbox/perennial.ts "$@"
`;

/** Ansible's own Python runs the modules, too: what else is called `python3` on a machine may be anything. */
const playbook = (folder: string): string => `- hosts: all
  gather_facts: false
  vars:
    ansible_python_interpreter: ${folder}/venv/bin/python3
    perennial_executable: ${folder}/perennial
    perennial_installed_as: /opt/perennial
    perennial_scheduler: cron
  roles: [perennial]
`;
