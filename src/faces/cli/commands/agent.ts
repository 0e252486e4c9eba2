import type { Finding } from '../../../core/check/finding.ts';
import { dateText } from '../../../core/check/words.ts';
import type { Instant } from '../../../core/instant.ts';
import { keepLooking, type Look } from '../../../usecases/keep-looking.ts';
import type { LookReport } from '../../../usecases/look-only.ts';
import { lookTold, runTold } from '../../../usecases/look-told.ts';
import { ownNodeName } from '../../../usecases/own-node-name.ts';
import { type Answer, apiVersion, type Call, type Document } from '../answer.ts';
import { asPerennialError, errorDocument, errorText } from '../error-view.ts';
import { detailedStatus, exitStatus, priorityOf, statusOfError } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { textfileAfter } from '../textfile.ts';
import { decisionWords, scheduledAnswer } from './run.ts';

/** Stays, and looks whenever a timer would call `run`. Ends only when asked to. */
export async function agent(call: Call): Promise<Answer> {
  const here = await call.world();
  const { clock, tell } = here;
  const node = await ownNodeName(here);
  await keepLooking<Answer>({
    node,
    clock,
    look: async () => {
      const { world, observing } = call.afresh();
      const request = await observing();
      const report = await (call.given.readOnly === true
        ? lookTold(request, await world()).then((report) => lookAnswer(report, call))
        : runTold(request, await world()).then((ran) => scheduledAnswer(ran, call))
      ).finally(() => textfileAfter(call));
      return { kind: 'looked', report, cadence: request.policy };
    },
    tell: (look, next) => {
      tellOf(look, { call, node, at: clock.now(), next });
      tell({ kind: 'resting', until: next });
    },
  });
  return { text: '', status: exitStatus.fine };
}

interface Circumstances {
  readonly call: Call;
  readonly node: string;
  readonly at: Instant;
  readonly next: Instant;
}

/** One line of JSON for each look; as text, what `run` says, and when the next look is. */
function tellOf(look: Look<Answer>, { call, node, at, next }: Circumstances): void {
  const answer = look.kind === 'looked' ? look.report : failureAnswer(look.error, call);
  const { text, document } = answer;
  const status = detailedStatus(answer, call.given);
  const times = { node, at: new Date(at).toISOString(), next: new Date(next).toISOString() };
  const said =
    call.given.format === 'json'
      ? JSON.stringify({ apiVersion, ...document, ...times, status })
      : text + call.paint.words(`next look ${dateText(next)}`);
  call.print(`${said}\n`, priorityOf(status));
}

function failureAnswer(thrown: unknown, { given, paint }: Call): Answer {
  const error = asPerennialError(thrown);
  return {
    text: errorText(error, paint, given.verbose === true),
    document: errorDocument(error),
    status: statusOfError(error.code),
  };
}

function lookAnswer({ decision, due, findings, inventory }: LookReport, { paint }: Call): Answer {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const open = inventory.openRuns.map((id) => `the run ${id} is unfinished`);
  const msg =
    decision.kind === 'renew'
      ? `renewal is due, and this agent only looks: ${due.map(({ name }) => name).join(', ')}`
      : decisionWords(decision);
  const document: Document = {
    kind: 'Look',
    changed: false,
    msg,
    warnings: [...open, ...serious.map(({ subject, message }) => `${subject}: ${message}`)],
    decision,
    due,
    findings: serious.map(({ severity, code, subject, message }) => ({ severity, code, subject, message })),
  };
  return {
    text: [...open, ...serious.map(findingLine), msg, ''].map(paint.words).map(printable).join('\n'),
    document,
    status: statusOfLook(serious),
  };
}

const findingLine = ({ severity, code, subject, message }: Finding): string =>
  `${severity} ${code}: ${subject}: ${message}`;

/** What a journal sorts by: what is critical is an error of the node, the rest is for somebody to look at. */
function statusOfLook(serious: readonly Finding[]): number {
  if (serious.some(({ severity }) => severity === 'critical')) return exitStatus.failed;
  return serious.length > 0 ? exitStatus.refused : exitStatus.fine;
}
