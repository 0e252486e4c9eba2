import { dateText } from '../../core/check/words.ts';
import type { Outcome, RunReport } from '../../core/plan/report.ts';
import type { RunStatus } from '../../usecases/requests.ts';
import { shortened } from './printable.ts';
import { runVerdict, witnessWords } from './run-verdict.ts';

/** What the report of a run says, in one line. */
export function reportWords({ report, plan, state }: RunStatus): string {
  switch (report.kind) {
    case 'read':
      return `${dateText(report.value.endedAt)}: ${endingWords(report.value, plan)}`;
    case 'missing':
    case 'absent-by-design':
      return state === 'not-started' ? '-' : 'no report: it was cut off';
    case 'unreadable':
      return `its report cannot be read: ${shortened(report.detail)}`;
  }
}

function endingWords(report: RunReport, plan: RunStatus['plan']): string {
  const { outcome, rolledBackBy, witness } = report;
  if (outcome.kind !== 'stopped') return shortened(runVerdict(report, plan).sentence);
  const parts = [stoppedWords(outcome), undoneWords(rolledBackBy), witnessWords(witness)];
  return parts.filter((part) => part !== '').join('; ');
}

const stoppedWords = ({ stage, reason }: Extract<Outcome, { kind: 'stopped' }>): string =>
  shortened(`stopped in stage "${stage}": ${reason}`);

function undoneWords(rolledBackBy: RunReport['rolledBackBy']): string {
  if (rolledBackBy === undefined) return '';
  return rolledBackBy.outcome.kind === 'complete' ? 'rolled back' : 'its rollback stopped too';
}
