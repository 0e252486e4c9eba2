import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { SchedulerName } from '../core/schedule/scheduled-file.ts';
import { installedSchedules, installSchedule, type SchedulePlace } from './schedule.ts';

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

const namesOf = async (place: SchedulePlace): Promise<readonly SchedulerName[]> =>
  (await installedSchedules(place)).map(({ scheduler }) => scheduler);

/** A machine on which one of the schedulers may be missing. */
function placeOn(node: MemoryNode, missing?: SchedulerName): SchedulePlace {
  return {
    schedule: { executable: '/usr/local/bin/perennial', node: 'cp-1', policy: defaultPolicy, writes: [] },
    files: node.live().world.files,
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
