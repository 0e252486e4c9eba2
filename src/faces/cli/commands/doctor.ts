import type { Diagnosis } from '../../../core/doctor/diagnosis.ts';
import { diagnosesOf } from '../../../core/doctor/diagnoses-of.ts';
import { counted } from '../../../core/check/words.ts';
import { type ExamineRequest, examine } from '../../../usecases/examine.ts';
import { padded } from '../../report/display-width.ts';
import type { Style } from '../../report/style.ts';
import type { Answer, Call, Document } from '../answer.ts';
import { CONFIG_PATH } from '../call.ts';
import { exitStatus } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { schedulePlaceOf } from '../schedule-place.ts';

/** Whether everything is there that perennial needs, and what puts it right where it is not. */
export async function doctor(call: Call): Promise<Answer> {
  const diagnoses = diagnosesOf(await examine(await examineRequest(call), await call.world()));
  const document = doctorDocument(diagnoses);
  const lines = diagnoses.flatMap((one) => linesOf(one, call.paint));
  return {
    text: `${[...lines, '', call.paint.words(document.msg)].join('\n')}\n`,
    document,
    status: document.healthy ? exitStatus.fine : exitStatus.failed,
  };
}

export async function examineRequest(call: Call): Promise<ExamineRequest> {
  const { hostname } = await call.world();
  return {
    observing: call.observing,
    configuration: { path: call.given.config ?? CONFIG_PATH, isGiven: call.given.config !== undefined },
    machine: await call.machine.asked(),
    scheduleFor: ({ policy }, writes) => schedulePlaceOf(call.machine, { hostname, policy, writes }),
  };
}

export function doctorDocument(diagnoses: readonly Diagnosis[]) {
  const many = (state: Diagnosis['state']): number => diagnoses.filter((one) => one.state === state).length;
  const [problems, warnings] = [many('problem'), many('warning')];
  const msg =
    problems + warnings === 0
      ? `nothing is in the way: ${counted(diagnoses.length, 'thing')} looked at`
      : `${counted(problems, 'problem')} and ${counted(warnings, 'warning')}: the commands behind -> mend them, from top to bottom`;
  return {
    kind: 'Doctor',
    changed: false,
    msg,
    warnings: diagnoses.filter(({ state }) => state !== 'ok').map(({ what, why }) => `${what}: ${why}`),
    healthy: problems === 0,
    diagnoses,
  } satisfies Document;
}

/** As wide as the longest state. */
const WIDTH = 7;

function linesOf({ what, state, why, fix }: Diagnosis, paint: Style): readonly string[] {
  const painted = { ok: paint.good, warning: paint.warning, problem: paint.bad }[state];
  const line = `${painted(padded(paint.words(state), WIDTH))}  ${paint.words(`${what}: `)}${printable(paint.words(why))}`;
  return fix === undefined ? [line] : [line, `         -> ${printable(paint.words(fix))}`];
}
