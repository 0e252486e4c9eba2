import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { SchedulerName } from '../core/schedule/scheduled-file.ts';
import type { Standing } from '../core/schedule/standing.ts';
import { installedSchedules, installSchedule, type SchedulePlace, schedulerNames } from './schedule.ts';

for (const [from, to] of [
  ['systemd', 'cron'],
  ['cron', 'systemd'],
] as const) {
  test(`who cannot have ${to} call it is called by ${from} as before`, async () => {
    const node = controlPlane();
    await installSchedule(from, placeOn(node));
    const without = placeOn(node, to);
    await assert.rejects(installSchedule(to, without), { code: 'no-scheduler' });
    assert.deepEqual(await namesOf(without), [from]);
  });

  test(`once ${to} calls, ${from} does not any more`, async () => {
    const place = placeOn(controlPlane());
    await installSchedule(from, place);
    await installSchedule(to, place);
    assert.deepEqual(await namesOf(place), [to]);
  });
}

const ofRoot = { uid: 0, gid: 0, mode: 0o755 };
const deploy = { ...ofRoot, uid: 1000 };

const standings: readonly (readonly [string, Omit<Standing, 'path'>, boolean])[] = [
  ['root alone may change', ofRoot, true],
  ['root and its own group may change', { ...ofRoot, mode: 0o775 }, true],
  ['belongs to somebody else', deploy, false],
  ['another group may change', { ...ofRoot, gid: 50, mode: 0o775 }, false],
  ['everybody may change', { ...ofRoot, mode: 0o777 }, false],
];

for (const [about, standing, isTaken] of standings) {
  for (const scheduler of schedulerNames) {
    test(`a program in a folder that ${about} is ${isTaken ? 'called' : 'refused'} by ${scheduler}`, async () => {
      const way = [
        { path: '/opt', ...standing },
        { path: '/opt/perennial', ...ofRoot },
      ];
      const place = { ...placeOn(controlPlane()), wayTo: async () => way };
      if (isTaken) await installSchedule(scheduler, place);
      else await assert.rejects(installSchedule(scheduler, place), { code: 'usage', message: /change \/opt$/ });
      assert.deepEqual(await namesOf(place), isTaken ? [scheduler] : []);
    });
  }
}

test('a configuration that others may change is refused as the program would be', async () => {
  const place = placeOn(controlPlane());
  const schedule = { ...place.schedule, config: '/srv/deploy/perennial.yaml' };
  const wayTo = async (path: string) => [{ path, ...(path.endsWith('.yaml') ? deploy : ofRoot) }];
  await assert.rejects(installSchedule('cron', { ...place, schedule, wayTo }), { file: schedule.config });
});

test('a home of ostree hides a program as any other does', async () => {
  const place = placeOn(controlPlane());
  const schedule = { ...place.schedule, executable: '/var/home/core/perennial' };
  await assert.rejects(installSchedule('systemd', { ...place, schedule }), { message: /neither homes nor/ });
});

const namesOf = async (place: SchedulePlace): Promise<readonly SchedulerName[]> =>
  (await installedSchedules(place)).map(({ scheduler }) => scheduler);

/** A machine on which one of the schedulers may be missing. */
function placeOn(node: MemoryNode, missing?: SchedulerName): SchedulePlace {
  return {
    schedule: { executable: '/usr/local/bin/perennial', hostname: 'cp-1', policy: defaultPolicy, writes: [] },
    files: node.live().world.files,
    wayTo: async () => [],
    schedulerOf: async (name) => ({
      async install(files) {
        if (name === missing) throw new PerennialError('no-scheduler', `there is no ${name} here`);
        for (const { path, content } of files) node.write(path, content);
      },
      remove: async (paths) => paths.forEach((path) => node.machine.tree.delete(path)),
      trigger: async () => ({ ok: true, said: '' }),
      next: async () => 'tomorrow',
    }),
  };
}
