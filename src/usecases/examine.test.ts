import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import type { Diagnosis } from '../core/doctor/diagnosis.ts';
import { diagnosesOf } from '../core/doctor/diagnoses-of.ts';
import type { FolderFacts } from '../core/doctor/machine-facts.ts';
import { PerennialError } from '../core/errors.ts';
import { HOUR } from '../core/instant.ts';
import { translated } from '../core/language/translated.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { cronFile } from '../core/schedule/cron-file.ts';
import type { Window } from '../core/schedule/window.ts';
import type { Machine } from '../ports/machine.ts';
import { examine } from './examine.ts';
import type { SchedulePlace } from './schedule.ts';

interface Story {
  readonly about: string;
  readonly node?: MemoryNode;
  readonly policy?: Partial<Policy>;
  readonly configuration?: PerennialError;
  readonly userId?: number;
  readonly platform?: string;
  readonly folder?: FolderFacts;
  readonly service?: string;
  readonly scheduled?: 'not' | 'otherwise';
  readonly meddle?: (node: MemoryNode) => void;
  /** What is then not ok: its state, its words, the command that mends it. */
  readonly finds: readonly [what: string, state: Diagnosis['state'], why: RegExp, fix: RegExp];
}

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
    finds: ['control plane', 'problem', /no kubeadm control plane/, /^$/],
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

test('on a node that is well doctor finds nothing', async () => {
  const all = await diagnosed({});
  assert.deepEqual(
    all.filter(({ state }) => state !== 'ok'),
    [],
  );
  assert.ok(all.length > 14, `only ${String(all.length)} things looked at`);
});

async function diagnosed(story: Partial<Story>): Promise<readonly Diagnosis[]> {
  const node = story.node ?? controlPlane();
  story.meddle?.(node);
  const { world } = node.live();
  const policy = { ...defaultPolicy, ...story.policy };
  const place: SchedulePlace = {
    schedule: { executable: '/usr/bin/perennial', node: 'cp-1', policy },
    files: world.files,
    schedulerOf: async () => ({
      install: async () => undefined,
      remove: async () => undefined,
      trigger: async () => ({ ok: true, said: '' }),
      next: async () => undefined,
    }),
  };
  if (story.scheduled !== 'not')
    for (const { path, content } of cronFile(place.schedule))
      node.write(path, story.scheduled === 'otherwise' ? `${content}# more\n` : content);
  const observing = async () => {
    if (story.configuration !== undefined) throw story.configuration;
    return { policy, copies: [] };
  };
  const configPath = '/etc/perennial/config.yaml';
  const asked = { observing, configPath, machine: machineOf(story), scheduleFor: () => place };
  return diagnosesOf(await examine(asked, world));
}

function machineOf({
  userId = 0,
  platform = 'linux',
  folder = { mode: 0o700, uid: 0 },
  service,
}: Partial<Story>): Machine {
  return {
    facts: () => ({
      userId,
      platform,
      kernel: '6.1.0',
      architecture: 'x64',
      processors: 2,
      memoryBytes: 1,
      freeMemoryBytes: 1,
      uptimeSeconds: 1,
      runtime: { node: '24', openssl: '3' },
    }),
    folder: async () => ({ kind: 'read', value: folder }),
    unit: async () => service,
    journal: async () => undefined,
  };
}
