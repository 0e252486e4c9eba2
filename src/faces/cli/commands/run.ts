import { dateText } from '../../../core/check/words.ts';
import type { PerennialError } from '../../../core/errors.ts';
import type { Decision } from '../../../core/schedule/decision.ts';
import type { AnsweredRequest } from '../../../usecases/answer-requests.ts';
import { runTold } from '../../../usecases/look-told.ts';
import type { ScheduledReport } from '../../../usecases/run-scheduled.ts';
import type { Answer, Call } from '../answer.ts';
import { answeredDocument, answeredLines } from '../answered-lines.ts';
import { changeAnswer } from '../change-answer.ts';
import { exitStatus, statusOfError } from '../exit-status.ts';
import { printable } from '../printable.ts';

/** What a timer calls. */
export async function run(call: Call): Promise<Answer> {
  return scheduledAnswer(await runTold(await call.observing(), await call.world()), call);
}

/** What one call of a schedule came to. */
export function scheduledAnswer(report: ScheduledReport, call: Call): Answer {
  switch (report.kind) {
    case 'decided':
      return decidedAnswer(report, call);
    case 'renewed':
      return withAnswered(
        report.answered,
        withLead(emergencyWords(report.decision), changeAnswer(report.change, call), call),
        call,
      );
    case 'finished':
      return withLead('an earlier run was unfinished', changeAnswer(report.change, call), call);
    case 'left':
      return withAnswered(report.answered, leftAnswer(report, call), call);
  }
}

type Decided = Extract<ScheduledReport, { kind: 'decided' }>;

function decidedAnswer({ decision, due, obstacle, answered }: Decided, call: Call): Answer {
  if (obstacle !== undefined) return withAnswered(answered, obstacleAnswer(obstacle, decision, call), call);
  const msg = decisionWords(decision);
  const warnings = decision.kind === 'wait' ? decision.endsBefore.map((name) => `${name} ends before that`) : [];
  const isQuiet = call.given.quietWhenIdle === true && isIdle(decision) && answered.length === 0;
  const answer: Answer = {
    text: isQuiet ? '' : [...warnings, msg, ''].map(call.paint.words).map(printable).join('\n'),
    document: { kind: 'Decision', changed: false, msg, warnings, due, decision },
    status: decision.kind === 'blocked' ? exitStatus.refused : exitStatus.fine,
  };
  return withAnswered(answered, answer, call);
}

function leftAnswer({ run, why }: Extract<ScheduledReport, { kind: 'left' }>, { paint }: Call): Answer {
  const msg = `the run ${run} is unfinished, and left as it is: ${why}`;
  return {
    text: `${printable(paint.words(msg))}\n`,
    document: { kind: 'LeftOpen', changed: false, msg, warnings: [], run, why },
    status: exitStatus.refused,
  };
}

const isIdle = (decision: Decided['decision']): boolean =>
  decision.kind === 'nothing-due' || (decision.kind === 'wait' && decision.endsBefore.length === 0);

/** Nothing was tried yet, but it would fail: said as loudly as if it had. */
function obstacleAnswer(obstacle: PerennialError, decision: Decided['decision'], { paint }: Call): Answer {
  const { code, message, hint } = obstacle;
  const msg = `${decisionWords(decision)}; but a renewal could not be done: ${message}`;
  return {
    text: `${[msg, ...(hint === undefined ? [] : [hint])].map(paint.words).map(printable).join('\n')}\n`,
    document: { kind: 'Decision', changed: false, msg, warnings: [], decision, obstacle: { code, message, hint } },
    status: statusOfError(code),
  };
}

export function decisionWords(decision: Decided['decision']): string {
  switch (decision.kind) {
    case 'nothing-due':
      return 'nothing is due';
    case 'wait':
      return `renewal is due, and waits for the window: it opens ${dateText(decision.until.opensAt)}`;
    case 'blocked':
      return `renewal is due, but not done: ${decision.by.map(({ why }) => why).join('; ')}`;
  }
}

function emergencyWords({ emergency, despite }: Extract<Decision, { kind: 'renew' }>): string | undefined {
  if (!emergency) return undefined;
  const overridden = despite.map(({ why }) => ` although ${why}`).join('');
  return `emergency: renewed at once${overridden}, because a certificate ends before there is another chance`;
}

/** The first line says why, the last one, as always, how it ended. */
function withLead(lead: string | undefined, answer: Answer, { paint }: Call): Answer {
  if (lead === undefined) return answer;
  const { document } = answer;
  return {
    ...answer,
    text: `${printable(paint.words(lead))}\n\n${answer.text}`,
    ...(document !== undefined && { document: { ...document, warnings: [lead, ...document.warnings] } }),
  };
}

/** What kubelets were answered comes before everything else. */
function withAnswered(answered: readonly AnsweredRequest[], answer: Answer, { paint }: Call): Answer {
  if (answered.length === 0) return answer;
  const { document } = answer;
  const changed = document?.changed === true || answered.some(({ isAnswered }) => isAnswered);
  return {
    ...answer,
    text: `${answeredLines(answered, paint).join('\n')}\n\n${answer.text}`,
    ...(document !== undefined && { document: { ...document, changed, requests: answeredDocument(answered) } }),
  };
}
