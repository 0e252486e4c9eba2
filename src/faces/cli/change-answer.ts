import type { LeftAlone, Plan } from '../../core/plan/plan.ts';
import type { ChangeReport } from '../../usecases/requests.ts';
import type { Answer, Call } from './answer.ts';
import { exitStatus, statusOfChange, statusOfSignal } from './exit-status.ts';
import { leftAloneLines } from './left-alone-lines.ts';
import { planDigest } from './plan-file.ts';
import { planText } from './plan-text.ts';
import { runAnswer } from './run-answer.ts';

/** How a command that changes something ends, in words, as a document, and as a status. */
export function changeAnswer(change: ChangeReport, call: Call): Answer {
  switch (change.kind) {
    case 'nothing-to-do':
      return nothingToDo(change.leftAlone, call);
    case 'planned':
      return call.given.dryRun === true ? planned(change, call) : declined(change.plan, call);
    case 'ran': {
      const { kind } = change.report.outcome;
      const status =
        kind === 'not-begun' ? endedBefore(call) : statusOfChange(change, call.given.detailedExitcode === true);
      return { ...runAnswer(change, call), status };
    }
  }
}

function nothingToDo(leftAlone: readonly LeftAlone[], { paint }: Call): Answer {
  const msg = 'nothing to do';
  const document = { kind: 'Nothing', changed: false, msg, warnings: [], leftAlone };
  return {
    text: `${[...leftAloneLines(leftAlone, paint), paint.words(msg)].join('\n')}\n`,
    document,
    status: exitStatus.fine,
  };
}

function planned(change: Extract<ChangeReport, { kind: 'planned' }>, { given, paint }: Call): Answer {
  const msg = 'nothing was changed: this is what would be done';
  return {
    text: `${planText(change.plan, paint)}\n\n${paint.words(msg)}\n`,
    document: planDocument(change.plan, msg),
    status: statusOfChange(change, given.detailedExitcode === true),
  };
}

/** Asked and not consented to, or stopped while asked. */
function declined(plan: Plan, call: Call): Answer {
  const msg = 'nothing was changed';
  return { text: `${call.paint.words(msg)}\n`, document: planDocument(plan, msg), status: endedBefore(call) };
}

/** Before anything was changed, by a signal or for another reason. */
function endedBefore({ stoppedBy }: Call): number {
  const signal = stoppedBy();
  return signal === undefined ? exitStatus.failed : statusOfSignal(signal);
}

/** `perennial apply` takes it, saved as it is. */
export function planDocument(plan: Plan, msg: string) {
  return { kind: 'Plan', changed: false, msg, warnings: [], digest: planDigest(plan), plan };
}
