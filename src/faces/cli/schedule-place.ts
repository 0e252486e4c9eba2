import type { Policy } from '../../core/policy.ts';
import type { SchedulePlace } from '../../usecases/schedule.ts';
import type { OwnMachine } from './answer.ts';

/** Where the schedule of this machine is, and what its files are made from. */
export function schedulePlaceOf(machine: OwnMachine, policy: Policy, hostname: string): SchedulePlace {
  const { executable, config, files, schedulerOf } = machine;
  return { schedule: { executable, ...(config !== undefined && { config }), hostname, policy }, files, schedulerOf };
}
