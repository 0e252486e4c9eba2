import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { Crash, cutAt } from '../adapters/memory/effects.ts';
import { defaultPolicy } from '../core/policy.ts';
import { restart } from './restart.ts';
import { runScheduled } from './run-scheduled.ts';
import { installSchedule, type SchedulePlace } from './schedule.ts';
import { verifySchedule } from './verify-schedule.ts';

const request = { policy: defaultPolicy, copies: [] };

test('nothing is triggered while a run is unfinished: the schedule would finish it', async () => {
  const node = controlPlane();
  const calls: string[] = [];
  const place: SchedulePlace = {
    schedule: { executable: '/usr/local/bin/perennial', hostname: 'cp-1', policy: defaultPolicy, writes: [] },
    files: node.live().world.files,
    wayTo: async () => [],
    schedulerOf: async () => ({
      install: async (files) => files.forEach(({ path, content }) => node.write(path, content)),
      remove: async () => undefined,
      async trigger() {
        calls.push('run');
        return { ok: true, said: '' };
      },
      next: async () => 'tomorrow',
    }),
  };
  await installSchedule('systemd', place);
  await runScheduled(request, node.live().world);
  const wish = { which: { kind: 'all' }, drain: true, despiteEtcd: false, consent: async () => true } as const;
  const cut = node.live({ interfere: cutAt(6, 'after') });
  await assert.rejects(restart({ ...request, ...wish }, cut.world), Crash);
  await assert.rejects(verifySchedule(place, request, node.live().world), { code: 'run-open' });
  assert.deepEqual(calls, []);
});
