import { controlPlane } from '../../test/crash/node.ts';
import { linuxFacts, linuxMachine } from '../../test/linux-machine.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import type { Diagnosis } from '../core/doctor/diagnosis.ts';
import { diagnosesOf } from '../core/doctor/diagnoses-of.ts';
import type { FolderFacts } from '../core/doctor/machine-facts.ts';
import type { PerennialError } from '../core/errors.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { cronFile } from '../core/schedule/cron-file.ts';
import type { Schedule, ScheduledFile } from '../core/schedule/scheduled-file.ts';
import { systemdUnits } from '../core/schedule/systemd-units.ts';
import type { Machine } from '../ports/machine.ts';
import type { World } from '../ports/world.ts';
import { examine } from './examine.ts';
import type { SchedulePlace } from './schedule.ts';

/** A node that is not well, and what doctor has to find on it. */
export interface Story {
  readonly about: string;
  readonly node?: MemoryNode;
  readonly policy?: Partial<Policy>;
  readonly configuration?: PerennialError;
  readonly userId?: number;
  readonly platform?: string;
  readonly folder?: FolderFacts;
  readonly service?: string;
  readonly scheduled?: 'not' | 'otherwise' | 'systemd' | 'both';
  readonly meddle?: (node: MemoryNode) => void;
  readonly world?: (world: World) => Partial<World>;
  /** What is then not ok: its state, its words, the command that mends it. */
  readonly finds: readonly [what: string, state: Diagnosis['state'], why: RegExp, fix: RegExp];
}

/** What doctor says of it. */
export async function diagnosed(story: Partial<Story>): Promise<readonly Diagnosis[]> {
  const node = story.node ?? controlPlane();
  story.meddle?.(node);
  const { world: wellWorld } = node.live();
  const world = { ...wellWorld, ...story.world?.(wellWorld) };
  const policy = { ...defaultPolicy, ...story.policy };
  const place: SchedulePlace = {
    schedule: { executable: '/usr/bin/perennial', hostname: 'cp-1', policy, writes: [] },
    files: world.files,
    wayTo: async () => [],
    schedulerOf: async () => ({
      install: async () => undefined,
      remove: async () => undefined,
      trigger: async () => ({ ok: true, said: '' }),
      next: async () => 'tomorrow',
    }),
  };
  for (const { path, content } of scheduledFiles(story.scheduled, place.schedule))
    node.write(path, story.scheduled === 'otherwise' ? `${content}# more\n` : content);
  const observing = async () => {
    if (story.configuration !== undefined) throw story.configuration;
    return { policy, copies: [] };
  };
  const configuration = { path: '/etc/perennial/config.yaml', isGiven: false };
  const asked = { observing, configuration, machine: machineOf(story), scheduleFor: () => place };
  return diagnosesOf(await examine(asked, world));
}

function scheduledFiles(by: Story['scheduled'], schedule: Schedule): readonly ScheduledFile[] {
  if (by === 'not') return [];
  const ofSystemd = by === 'systemd' || by === 'both' ? systemdUnits(schedule) : [];
  return by === 'systemd' ? ofSystemd : [...ofSystemd, ...cronFile(schedule)];
}

function machineOf({
  userId = 0,
  platform = 'linux',
  folder = { mode: 0o700, uid: 0 },
  service,
}: Partial<Story>): Machine {
  return {
    ...linuxMachine,
    facts: () => ({ ...linuxFacts, userId, platform }),
    folder: async () => ({ kind: 'read', value: folder }),
    unit: async () => service,
  };
}
