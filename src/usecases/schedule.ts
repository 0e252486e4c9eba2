import { PerennialError } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import { cronFile } from '../core/schedule/cron-file.ts';
import { isHidden } from '../core/schedule/hidden-places.ts';
import { MARK, type Schedule, type ScheduledFile, type SchedulerName } from '../core/schedule/scheduled-file.ts';
import { othersMayChange } from '../core/schedule/standing.ts';
import { systemdUnits } from '../core/schedule/systemd-units.ts';
import type { Machine } from '../ports/machine.ts';
import type { Files } from '../ports/node.ts';
import type { Scheduler } from '../ports/scheduler.ts';

/** The files of each scheduler, made from the configuration. */
const filesFor: Readonly<Record<SchedulerName, (schedule: Schedule) => readonly ScheduledFile[]>> = {
  systemd: systemdUnits,
  cron: cronFile,
};

export const schedulerNames: readonly SchedulerName[] = ['systemd', 'cron'];

/** How one scheduler stands. */
export interface Installed {
  readonly scheduler: SchedulerName;
  /** Those of its files that are there. */
  readonly paths: readonly Path[];
  /** Whether all are there and as the configuration would make them now. */
  readonly current: boolean;
  readonly next?: string;
}

export interface SchedulePlace {
  readonly schedule: Schedule;
  readonly files: Files;
  readonly schedulerOf: (name: SchedulerName) => Promise<Scheduler>;
  readonly wayTo: Machine['wayTo'];
}

/** Which schedulers call us, and whether they do it as configured. */
export async function installedSchedules({
  schedule,
  files,
  schedulerOf,
}: SchedulePlace): Promise<readonly Installed[]> {
  const all: Installed[] = [];
  for (const scheduler of schedulerNames) {
    const wanted = filesFor[scheduler](schedule);
    const texts = await Promise.all(wanted.map(({ path }) => ownText(path, files)));
    const paths = wanted.filter((_, index) => texts[index] !== undefined).map(({ path }) => path);
    if (paths.length === 0) continue;
    const next = await (await schedulerOf(scheduler)).next();
    const current = wanted.every(({ content }, index) => texts[index] === content);
    all.push({ scheduler, paths, current, ...(next !== undefined && { next }) });
  }
  return all;
}

export interface InstalledNow {
  readonly files: readonly ScheduledFile[];
  /** False where this scheduler, and no other, called us as configured before. */
  readonly changed: boolean;
}

/**
 * Has one scheduler call us, and no other. Nothing is written before every file was looked at, and what calls us is removed only
 * once the new one does: two that call for a moment are kept apart by the machine's lock.
 */
export async function installSchedule(scheduler: SchedulerName, place: SchedulePlace): Promise<InstalledNow> {
  const wanted = filesFor[scheduler](place.schedule);
  await refuseOddPlaces(place);
  for (const { path } of wanted) await ownText(path, place.files);
  const before = await installedSchedules(place);
  // Again also where the files are right: a timer may have been stopped or disabled.
  await (await place.schedulerOf(scheduler)).install(wanted);
  for (const other of before) {
    if (other.scheduler !== scheduler) await (await place.schedulerOf(other.scheduler)).remove(other.paths);
  }
  const wasSo = before.length === 1 && before.every((one) => one.scheduler === scheduler && isInForce(one));
  return { files: wanted, changed: !wasSo };
}

/** A timer that is not waiting says no next time; cron never says one. */
const isInForce = ({ scheduler, current, next }: Installed): boolean =>
  current && (scheduler === 'cron' || next !== undefined);

/** Has no scheduler call us; returns the files that were removed. */
export async function removeSchedules(place: SchedulePlace): Promise<readonly Path[]> {
  const all = await installedSchedules(place);
  for (const { scheduler, paths } of all) await (await place.schedulerOf(scheduler)).remove(paths);
  return all.flatMap(({ paths }) => paths);
}

/** The text of a file that is ours, undefined where there is none; one that somebody else made is never touched. */
async function ownText(path: Path, files: Files): Promise<string | undefined> {
  const found = await files.read(path);
  if (found.kind === 'missing' || found.kind === 'absent-by-design') return undefined;
  if (found.kind === 'unreadable')
    throw new PerennialError('file-unreadable', `${path}: ${found.detail}`, { file: path });
  const text = found.value.bytes.toString('utf8');
  if (text.startsWith(MARK)) return text;
  throw new PerennialError('drifted', `${path} is there, and perennial did not make it`, {
    file: path,
    hint: 'look at it, and move it away if it is not needed',
  });
}

/** The service sees neither homes nor /tmp; and what others may replace would have root do what they like. */
async function refuseOddPlaces({ schedule: { executable, config }, wayTo }: SchedulePlace): Promise<void> {
  for (const path of [executable, ...(config === undefined ? [] : [config])]) {
    if (!/^\/[\w./+-]+$/.test(path))
      throw oddPlace(path, 'its path holds characters that a unit or a crontab reads otherwise');
    if (isHidden(path)) throw oddPlace(path, 'the service sees neither homes nor temporary folders');
    const open = (await wayTo(path)).find(othersMayChange);
    if (open !== undefined)
      throw oddPlace(path, `others than root may change ${open.path}`, {
        hint: `give it to root alone (chown root:root ${open.path}; chmod go-w ${open.path}), or put it elsewhere`,
      });
  }
}

function oddPlace(path: Path, why: string, { hint } = elsewhere): PerennialError {
  return new PerennialError('usage', `${path} cannot be called by a schedule: ${why}`, { file: path, hint });
}

const elsewhere = {
  hint: 'put it where programs of the machine lie: install -m 755 perennial /usr/local/bin/perennial',
};
