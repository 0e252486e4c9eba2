import { counted } from '../../core/check/words.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { RunReport, WitnessReport } from '../../core/plan/report.ts';
import { printable } from './printable.ts';

/** What a run comes to, in one sentence. */
export function runVerdict(report: RunReport, plan: Plan): { readonly good: boolean; readonly sentence: string } {
  const { outcome, rolledBackBy, run } = report;
  if (outcome.kind === 'complete') return { good: true, sentence: completed(report, plan) };
  if (outcome.kind === 'not-begun') return { good: false, sentence: printable(`nothing was begun: ${outcome.reason}`) };
  const why = printable(`stopped in stage "${outcome.stage}" (step ${outcome.step}): ${outcome.reason}`);
  if (rolledBackBy === undefined) {
    return {
      good: false,
      sentence: `${why}; the run ${run} is open: perennial resume finishes it, perennial rollback undoes it`,
    };
  }
  if (rolledBackBy.outcome.kind === 'complete') {
    return { good: false, sentence: `${why}; rolled back: everything is as it was before` };
  }
  const { stage, reason } = rolledBackBy.outcome;
  const undoing = printable(`its rollback ${rolledBackBy.run} stopped too, in stage "${stage}": ${reason}`);
  return { good: false, sentence: `${why}; ${undoing}; perennial resume goes on with it` };
}

function completed(report: RunReport, plan: Plan): string {
  const parts = [
    `${doneWords(report, plan)} in ${secondsBetween(report)} s`,
    proofWords(report),
    witnessWords(report.witness),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function doneWords({ certificates }: RunReport, { intent }: Plan): string {
  switch (intent.kind) {
    case 'renew':
      return `renewed ${counted(certificates.length, 'certificate')}`;
    case 'rescue':
      return certificates.length === 0 ? 'carried out' : `issued ${counted(certificates.length, 'certificate')}`;
    case 'restart':
      return `restarted ${intent.components.join(', ')}`;
    case 'kubeconfig':
      return 'brought the copies of admin.conf up to date';
    case 'rollback':
      return `rolled back the run ${intent.of}`;
    case 'abandon':
      return `abandoned ${intent.of.join(', ')}`;
  }
}

/** Only those that a process holds can be proved; a kubeconfig for people is in use when they use it. */
function proofWords({ certificates }: RunReport): string {
  const proved = certificates.filter(({ proof }) => proof !== undefined).length;
  return proved === 0 ? '' : `${String(proved)} proved to be in use`;
}

export function witnessWords(witness: WitnessReport | undefined): string {
  if (witness === undefined) return '';
  const requests = witness.fresh.requests + witness.kept.requests;
  const failures = witness.fresh.failures + witness.kept.failures;
  return failures === 0
    ? `none of ${counted(requests, 'API request')} failed`
    : `${String(failures)} of ${counted(requests, 'API request')} failed`;
}

const secondsBetween = ({ startedAt, endedAt }: RunReport): string => ((endedAt - startedAt) / 1000).toFixed(1);
