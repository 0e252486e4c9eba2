import type { Finding } from '../../core/check/finding.ts';
import type { ChangeReport } from '../../usecases/requests.ts';
import type { Answer, Call } from './answer.ts';
import type { Style } from './../report/style.ts';
import { alike } from './alike.ts';
import { leftAloneLines } from './left-alone-lines.ts';
import { printable } from './printable.ts';
import { certificateLines, componentLines, witnessLines } from './run-lines.ts';
import { runVerdict } from './run-verdict.ts';

type Ran = Extract<ChangeReport, { kind: 'ran' }>;

/** What a run did: certificates, components, what the witness saw, what is left to do, and the verdict as the last line. */
export function runAnswer(change: Ran, { paint }: Call): Omit<Answer, 'status'> {
  const { report, plan, remaining } = change;
  const verdict = runVerdict(report, plan);
  const said = paint.words(verdict.sentence);
  const parts = [
    certificateLines(report, paint),
    componentLines(report, paint),
    witnessLines(report, paint),
    leftAloneLines(plan.leftAlone, paint).map((line) => paint.dim(line)),
    remainingLines(remaining, paint),
    [verdict.good ? paint.good(said) : paint.bad(said)],
  ];
  const lines = parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]));
  return { text: `${lines.join('\n')}\n`, document: runDocument(change, verdict.sentence) };
}

/** One line for each kind of finding; `perennial check` has them one by one. */
function remainingLines(remaining: readonly Finding[], paint: Style): readonly string[] {
  const serious = remaining.filter(({ severity }) => severity !== 'info');
  if (serious.length === 0) return [];
  const groups = alike(serious, ({ severity, code }) => `${severity}: ${code}`);
  return [paint.strong(paint.words('still to do')), ...groups.map(([, group]) => remainingLine(group, paint))];
}

function remainingLine(group: readonly Finding[], paint: Style): string {
  const [first, ...others] = group;
  if (first === undefined) return '';
  const { severity, code, subject, message, mend } = first;
  const { words } = paint;
  const painted = severity === 'critical' ? paint.bad(words(severity)) : paint.warning(words(severity));
  const all = group.map((finding) => finding.subject).join(', ');
  const what = others.length === 0 ? `${words(subject)}: ${words(message)}` : `${all} (${String(group.length)})`;
  const next = others.length === 0 ? mend : 'perennial check';
  return `  ${painted} ${code}: ${printable(what)}${next === undefined ? '' : ` -> ${printable(words(next))}`}`;
}

function runDocument({ report, plan, remaining }: Ran, msg: string) {
  const isAsBefore = report.outcome.kind === 'not-begun' || report.rolledBackBy?.outcome.kind === 'complete';
  const warnings = remaining
    .filter(({ severity }) => severity !== 'info')
    .map(({ subject, message }) => `${subject}: ${message}`);
  return {
    kind: 'RunReport',
    changed: !isAsBefore,
    msg,
    warnings,
    intent: plan.intent,
    node: plan.node,
    report,
    remaining,
  };
}
