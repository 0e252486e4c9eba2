import type { Schedule } from '../../core/schedule/scheduled-file.ts';
import type { SchedulePlace } from '../../usecases/schedule.ts';
import type { OwnMachine } from './answer.ts';

/** Where the schedule of this machine is, and what its files are made from. */
export function schedulePlaceOf(
  machine: OwnMachine,
  known: Pick<Schedule, 'hostname' | 'policy' | 'writes'>,
): SchedulePlace {
  const { executable, config, files, schedulerOf, asked } = machine;
  const schedule = { executable, ...(config !== undefined && { config }), ...known };
  return { schedule, files, schedulerOf, wayTo: async (path) => await (await asked()).wayTo(path) };
}
