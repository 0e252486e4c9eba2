import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { SchedulerName } from '../../../core/schedule/scheduled-file.ts';
import {
  type Installed,
  installedSchedules,
  installSchedule,
  removeSchedules,
  type SchedulePlace,
  schedulerNames,
} from '../../../usecases/schedule.ts';
import { verifySchedule } from '../../../usecases/verify-schedule.ts';
import { writtenFoldersNow } from '../../../usecases/written-folders.ts';
import type { Answer, Call } from '../answer.ts';
import { CONFIG_PATH } from '../call.ts';
import { copiesOf } from '../copies.ts';
import { exitStatus } from '../exit-status.ts';
import { printable, shortened } from '../printable.ts';
import { schedulePlaceOf } from '../schedule-place.ts';

const actions: Readonly<Record<string, (call: Call) => Promise<Answer>>> = { install, show, verify, remove };

/** Whose files go to a cluster, not to this machine. */
const DAEMON_SET = 'daemonset';

/** `perennial schedule install|show|verify|remove`. */
export async function scheduling(call: Call): Promise<Answer> {
  if (call.given.root !== undefined) {
    throw new PerennialError('usage', 'a schedule is of this machine: it has no --root');
  }
  const [asked = ''] = call.args;
  const action = Object.hasOwn(actions, asked) ? actions[asked] : undefined;
  if (action === undefined) throw unknown(asked, Object.keys(actions), 'schedule has no action');
  if (call.given.with === DAEMON_SET) {
    const { daemonSetInstall, refuseDaemonSet } = await import('./schedule-daemonset.ts');
    if (action === install) return await daemonSetInstall(call);
    throw refuseDaemonSet(asked);
  }
  return await action(call);
}

async function install(call: Call): Promise<Answer> {
  const scheduler = schedulerIn(call.given.with ?? 'systemd');
  const place = await placeOf(call);
  const { files, changed } = await installSchedule(scheduler, place);
  const warnings = await copiesLeftOut(call);
  const msg = `${scheduler} calls perennial run from now on; prove it with: perennial schedule verify`;
  const lines = files.map(({ path }) => (changed ? `wrote ${path}` : `${path} is as configured`));
  return answer({ msg, lines: [...lines, ...warnings], warnings, changed, files: files.map(({ path }) => path) }, call);
}

/** A timer calls for no sudo user: whose copy is kept up to date has to be in the configuration, not in who installed it last. */
async function copiesLeftOut(call: Call): Promise<readonly string[]> {
  const { policy, copies } = await call.observing();
  const { files } = await call.world();
  const seen = await copiesOf(policy, files, undefined);
  const line = `copies: [${copies.join(', ')}]`;
  const config = call.machine.config ?? CONFIG_PATH;
  return copies
    .filter((path) => !seen.includes(path))
    .map((path) => `${path} is not kept up to date by a schedule unless ${config} names it: ${line}`);
}

async function show(call: Call): Promise<Answer> {
  const all = await installedSchedules(await placeOf(call));
  const stale = all.some(({ current }) => !current);
  const msg = stale
    ? 'the files are not what the configuration makes now: perennial schedule install'
    : all.length === 0
      ? 'nothing calls perennial by itself: perennial schedule install'
      : 'installed as configured';
  return {
    ...answer({ msg, lines: all.flatMap(linesOf), changed: false, schedules: all }, call),
    status: stale ? exitStatus.failed : exitStatus.fine,
  };
}

async function verify(call: Call): Promise<Answer> {
  const { scheduler, triggered, changed } = await verifySchedule(
    await placeOf(call),
    await call.observing(),
    await call.world(),
  );
  const good = triggered.ok && changed.length === 0;
  const lines = triggered.said.split('\n').map((line) => `${scheduler}: ${line}`);
  return {
    ...answer({ msg: verdictOf(scheduler, triggered.ok, changed), lines, changed: false, verified: good }, call),
    status: good ? exitStatus.fine : exitStatus.failed,
  };
}

function verdictOf(scheduler: SchedulerName, ok: boolean, changed: readonly string[]): string {
  if (!ok) return `what ${scheduler} calls failed: the lines above say why`;
  if (changed.length > 0)
    return `what ${scheduler} calls changed something although nothing was due: ${changed.join(', ')}`;
  return `${scheduler} can call it, it may do what it must, and it changed nothing: nothing is due`;
}

async function remove(call: Call): Promise<Answer> {
  const paths = await removeSchedules(await placeOf(call));
  const msg = paths.length === 0 ? 'there was nothing to remove' : 'nothing calls perennial by itself any more';
  return answer({ msg, lines: paths.map((path) => `removed ${path}`), changed: paths.length > 0, files: paths }, call);
}

async function placeOf(call: Call): Promise<SchedulePlace> {
  const [request, world] = [await call.observing(), await call.world()];
  const { policy } = request;
  const writes = await writtenFoldersNow(request, world);
  return schedulePlaceOf(call.machine, { hostname: world.hostname, policy, writes });
}

function linesOf({ scheduler, paths, next }: Installed): readonly string[] {
  return [
    ...paths.map((path) => `${scheduler}: ${path}`),
    ...(next === undefined ? [] : [`${scheduler}: next ${next}`]),
  ];
}

function schedulerIn(word: string): SchedulerName {
  const found = schedulerNames.find((name) => name === word);
  if (found === undefined) throw unknown(word, [...schedulerNames, DAEMON_SET], 'there is no scheduler');
  return found;
}

function unknown(word: string, known: readonly string[], what: string): PerennialError {
  const guess = didYouMean(word, known);
  return new PerennialError('usage', `${what} ${shortened(word)}`, {
    hint: guess === undefined ? `there are ${known.join(', ')}` : `did you mean ${guess}?`,
  });
}

interface Said {
  readonly msg: string;
  readonly lines: readonly string[];
  readonly changed: boolean;
  readonly warnings?: readonly string[];
  readonly [field: string]: unknown;
}

function answer({ msg, lines, changed, warnings = [], ...fields }: Said, { paint }: Call): Answer {
  return {
    text: `${[...lines, msg].map(paint.words).map(printable).join('\n')}\n`,
    document: { kind: 'Schedule', changed, msg, warnings, ...fields },
    status: exitStatus.fine,
  };
}
