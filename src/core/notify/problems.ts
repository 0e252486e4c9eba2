import { severities } from '../check/check.ts';
import type { Severity } from '../check/finding.ts';
import type { NodeOverview } from '../overview/overview.ts';
import { firstCodeOf, lastCodeOf } from './stages.ts';

/** All that is wrong on a node in one way: what people are told of together, for it mostly has one cause. */
export interface Problem {
  /** What it is known by, however far it has got. */
  readonly firstCode: string;
  readonly code: string;
  /** That of the worst. */
  readonly severity: Severity;
  readonly subjects: readonly string[];
  /** Those of them that have got beyond the first code. */
  readonly late: readonly string[];
  readonly lines: readonly string[];
}

/** What asks for something; hints do not. */
export function problemsOf(node: NodeOverview): readonly Problem[] {
  const telling = toldOf(node).filter(({ severity }) => severity !== 'info');
  return [...Map.groupBy(telling, ({ code }) => firstCodeOf(code))].map(([firstCode, alike]) => {
    const late = subjectsOf(alike.filter(({ code }) => code !== firstCode));
    return {
      firstCode,
      code: late.length > 0 ? lastCodeOf(firstCode) : firstCode,
      severity: severities.find((one) => alike.some(({ severity }) => severity === one)) ?? 'warning',
      subjects: subjectsOf(alike),
      late,
      lines: alike.map(lineOf),
    };
  });
}

const subjectsOf = (told: readonly Told[]): readonly string[] =>
  [...new Set(told.map(({ subject }) => subject))].toSorted();

const lineOf = ({ subject, message, mend }: Told): string =>
  `${subject}: ${message}${mend === undefined ? '' : `; ${mend}`}`;

/** A look that failed: nobody knows what else is wrong. */
export const LOOK_FAILED = 'look-failed';
export const RUN_FAILED = 'run-failed';

interface Told {
  readonly code: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly mend?: string;
}

function toldOf({ node, seen }: NodeOverview): readonly Told[] {
  switch (seen.kind) {
    case 'silent':
      return [{ code: 'node-silent', severity: 'warning', subject: node, message: 'it has not reported' }];
    case 'unreadable':
      return [{ code: 'report-unreadable', severity: 'unknown', subject: node, message: seen.detail }];
    case 'seen': {
      const { findings, failed } = seen;
      if (failed === undefined) return findings;
      const { id: subject, state, reason = 'no reason was recorded' } = failed;
      return [...findings, { code: RUN_FAILED, severity: 'critical', subject, message: `${state}: ${reason}` }];
    }
  }
}
