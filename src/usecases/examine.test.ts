import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY, HOUR } from '../core/instant.ts';
import { translated } from '../core/language/translated.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { Window } from '../core/schedule/window.ts';
import type { World } from '../ports/world.ts';
import { diagnosed, type Story } from './examine.test-support.ts';

/** A week apart: eight days from due to the end hold one opening, and a try that fails must not be the last. */
const window: Window = { days: ['tue'], start: { hour: 2, minute: 0 }, length: 2 * HOUR, timeZone: 'UTC' };
const shortLived = { ...defaultPolicy.thresholds, renewal: { duration: 8 * 24 * HOUR, percent: 100 } };
const wrong = new PerennialError('config-invalid', 'it has no "onFailur"', {
  line: 2,
  hint: 'did you mean onFailure?',
});

const stories: readonly Story[] = [
  { about: 'a person who is not root', userId: 1000, finds: ['permissions', 'problem', /user 1000/, /^sudo/] },
  { about: 'a Mac', platform: 'darwin', finds: ['operating system', 'problem', /run on Linux/, /control-plane node/] },
  {
    about: 'a configuration that is wrong',
    configuration: wrong,
    finds: ['configuration', 'problem', /config\.yaml:2: .*did you mean onFailure/, /config\.yaml$/],
  },
  {
    about: 'no control plane',
    meddle: ({ machine }) => machine.tree.clear(),
    finds: ['control plane', 'problem', /no kubeadm control plane/, /^perennial explain no-control-plane$/],
  },
  {
    about: 'a file that cannot be read',
    meddle: (node) => node.write('/etc/kubernetes/manifests/kube-scheduler.yaml', '{'),
    finds: ['files', 'problem', /kube-scheduler\.yaml cannot be read/, /^perennial check$/],
  },
  {
    about: 'a runtime that does not answer',
    meddle: ({ machine }) => void (machine.runtimeAnswers = false),
    finds: ['container runtime', 'problem', /./, /systemctl status containerd/],
  },
  {
    about: 'a kubelet that does not run',
    meddle: ({ machine }) => machine.units.delete('kubelet'),
    finds: ['kubelet', 'problem', /does not run/, /systemctl start kubelet/],
  },
  {
    about: 'credentials that have run out',
    meddle: (node) => node.pass(30 * 24 * HOUR),
    finds: ['credentials', 'problem', /admin\.conf ended/, /perennial rescue --dry-run/],
  },
  {
    about: 'an alarm of etcd',
    node: controlPlane({ etcd: { members: [], alarms: [{ member: '1', alarm: 'NOSPACE' }] } }),
    finds: ['etcd', 'problem', /NOSPACE/, /crictl/],
  },
  {
    about: 'a state folder that others may look into',
    folder: { mode: 0o755, uid: 0 },
    finds: ['state folder', 'problem', /0755/, /^chmod 0700 \/var\/lib\/perennial$/],
  },
  {
    about: 'a state folder of somebody else',
    folder: { mode: 0o700, uid: 1000 },
    finds: ['state folder', 'problem', /user 1000/, /^chown/],
  },
  {
    about: 'no tool to drain with, among several control planes',
    node: controlPlane({ firewall: 'none', otherNodes: [{ name: 'cp-2', isReady: true }] }),
    finds: ['firewall', 'warning', /not drained/, /nftables/],
  },
  {
    about: 'another control plane that published nothing',
    node: controlPlane({ otherNodes: [{ name: 'cp-2', isReady: true }] }),
    finds: ['other control planes', 'warning', /cp-2/, /schedule install/],
  },
  {
    about: 'a window that opens too seldom',
    policy: { window, thresholds: shortLived },
    finds: ['window', 'problem', /two tries need/, /perennial window/],
  },
  { about: 'no schedule', scheduled: 'not', finds: ['schedule', 'warning', /nothing calls/, /schedule install/] },
  {
    about: 'a schedule of another configuration',
    scheduled: 'otherwise',
    finds: ['schedule', 'problem', /cron are not what/, /schedule install --with cron/],
  },
  {
    about: 'two schedulers',
    scheduled: 'both',
    finds: ['schedule', 'warning', /both systemd and cron/, /schedule install --with systemd/],
  },
  {
    about: 'an API server that does not run',
    meddle: ({ machine }) => machine.processes.delete('kube-apiserver'),
    finds: ['API server', 'problem', /connection refused/, /crictl ps -a --name kube-apiserver/],
  },
  {
    about: 'a clock that is an hour behind',
    world: ({ api, clock }) => ({
      api: { ...api, version: async () => ({ ...(await api.version()), date: clock.now() + HOUR }) },
    }),
    finds: ['clock', 'problem', /60 minutes behind the API server's/, /timedatectl set-ntp true/],
  },
  {
    about: 'a clock that was set back after files were written',
    meddle: ({ machine }) => void (machine.now -= 2 * HOUR + 3 * DAY),
    finds: ['clock', 'problem', /the clock was set back/, /timedatectl set-ntp true/],
  },
  {
    about: 'a disk that is full',
    world: (world) => withRoom(world, { freeBytes: 512 * 1024 }),
    finds: ['room', 'problem', /^0 MiB free .* needs 1$/, /journalctl --vacuum-size/],
  },
  {
    about: 'a file system that is read-only',
    world: (world) => withRoom(world, { freeBytes: 1024 ** 3, problem: 'the file system is read-only' }),
    finds: ['room', 'problem', /cannot be written: the file system is read-only/, /findmnt/],
  },
  {
    about: 'a renewal that could not be done',
    world: (world) => withRoom(world, { freeBytes: 1024 ** 3, problem: 'the file system is read-only' }),
    finds: [
      'renewal',
      'problem',
      /it could not be done now: .* read-only; run as root/,
      /^perennial explain permission$/,
    ],
  },
];

for (const story of stories) {
  test(`doctor finds ${story.about}, and says what mends it`, async () => {
    const [what, state, why, fix] = story.finds;
    const found = (await diagnosed(story)).find((one) => one.what === what);
    assert.equal(found?.state, state, JSON.stringify(found));
    assert.match(found.why, why);
    assert.match(found.fix ?? '', fix);
  });

  test(`of ${story.about} doctor says in Chinese all that it says`, async () => {
    for (const { what, why } of await diagnosed(story)) {
      if (!['kubelet', 'etcd'].includes(what)) assert.match(translated(`${what}: `, 'zh-Hant'), chinese, what);
      assert.match(translated(why, 'zh-Hant'), chinese, why);
    }
  });
}

/** With no English sentence left in it. */
const chinese = /^(?!.*[a-z] (is|are|was|it|the|not|of|and|to) [a-z]).*\p{Script=Han}/u;

test('whatever is not ok names what mends it', async () => {
  for (const story of stories)
    for (const { what, state, fix } of await diagnosed(story))
      assert.equal(fix === undefined, state === 'ok', `${story.about}: ${what}`);
});

for (const [text, why] of [
  [undefined, /^there is no .*config\.yaml: everything is as by default$/],
  ['keys: new\n', /config\.yaml is valid$/],
] as const) {
  test(`of a configuration that is ${text === undefined ? 'not there' : 'right'} doctor says so`, async () => {
    const meddle = (node: MemoryNode): void => {
      if (text !== undefined) node.write('/etc/perennial/config.yaml', text);
    };
    const found = (await diagnosed({ meddle })).find(({ what }) => what === 'configuration');
    assert.match(found?.why ?? '', why);
  });
}

test('on a node that is well doctor finds nothing', async () => {
  const all = await diagnosed({});
  assert.deepEqual(
    all.filter(({ state }) => state !== 'ok'),
    [],
  );
  assert.ok(all.length > 14, `only ${String(all.length)} things looked at`);
});

const withRoom = (world: World, room: { readonly freeBytes: number; readonly problem?: string }): Partial<World> => ({
  store: (runId) => ({ ...world.store(runId), writable: async () => room }),
});
