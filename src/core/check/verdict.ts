import type { Inventory } from '../inventory.ts';
import type { Finding } from './finding.ts';
import { severities } from './check.ts';
import { effectiveEnd } from './thresholds.ts';
import { isOfTheNode } from './subject.ts';
import { trustPathOf } from './trust-path.ts';
import { counted, dateText, durationText } from './words.ts';

/** What it all comes to, as monitoring understands it (Nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN). */
export interface Verdict {
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown';
  readonly exitStatus: 0 | 1 | 2 | 3;
  /** One sentence, lower case, no full stop. */
  readonly sentence: string;
}

/** The worst finding decides: critical, then unknown, then warning. What is certainly broken outweighs what could not be seen. */
export function verdictOf(findings: readonly Finding[], inventory: Inventory): Verdict {
  return verdictFrom(findings, () => calmSentence(findings, inventory));
}

type Judged = Pick<Finding, 'severity' | 'subject' | 'message'>;

/** The same of any findings, with the sentence for where none of them asks for anything. */
export function verdictFrom(findings: readonly Judged[], calm: () => string): Verdict {
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
  switch (worst) {
    case 'critical':
      return { status: 'critical', exitStatus: 2, sentence: sentenceOf('act now', findings, worst) };
    case 'unknown':
      return {
        status: 'unknown',
        exitStatus: 3,
        sentence: sentenceOf('not everything could be decided', findings, worst),
      };
    case 'warning':
      return { status: 'warning', exitStatus: 1, sentence: sentenceOf('act soon', findings, worst) };
    case 'info':
      return { status: 'ok', exitStatus: 0, sentence: calm() };
  }
}

/** `act now: apiserver expired on ... (and 2 more; perennial renew apiserver)`. */
function sentenceOf(opening: string, findings: readonly Judged[], severity: Finding['severity']): string {
  const [first, ...more] = findings.filter((finding) => finding.severity === severity);
  if (first === undefined) return opening;
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${opening}: ${first.subject}: ${first.message}${others}`;
}

function calmSentence(findings: readonly Finding[], inventory: Inventory): string {
  const due = findings.filter(({ code }) => code === 'renewal-due').length;
  const next = nextEnd(inventory);
  const first = next === undefined ? '' : `; ${next}`;
  return due === 0 ? `all is well${first}` : `all is well, ${counted(due, 'certificate')} due for renewal${first}`;
}

function nextEnd(inventory: Inventory): string | undefined {
  const ends = inventory.leaves.filter(isOfTheNode).flatMap((leaf) => {
    if (leaf.certificate.kind !== 'read') return [];
    const path = trustPathOf(leaf, inventory);
    return [{ name: leaf.name, end: effectiveEnd(leaf.certificate.value, path.kind === 'signed' ? path.by : []) }];
  });
  const [first] = ends.sort((one, other) => one.end - other.end);
  if (first === undefined) return undefined;
  return `the first to end is ${first.name}, on ${dateText(first.end)}, in ${durationText(first.end - inventory.takenAt)}`;
}
