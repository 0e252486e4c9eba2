import type { Finding } from '../check/finding.ts';
import { listed } from '../check/words.ts';
import type { Instant } from '../instant.ts';
import type { Due } from '../schedule/decision.ts';
import { type Condition, type ConditionType, conditionTypes } from './condition.ts';
import type { ReportedRun } from './node-report.ts';

export interface ConditionFacts {
  readonly takenAt: Instant;
  readonly findings: readonly Finding[];
  readonly due: readonly Due[];
  readonly failed: ReportedRun | undefined;
  readonly isClockKnown: boolean;
}

type Judged = Pick<Condition, 'status' | 'reason' | 'message'>;

/** What holds of the node, each since when: what did not change goes on. */
export function conditionsOf(facts: ConditionFacts, previous: readonly Condition[]): readonly Condition[] {
  const judged: Readonly<Record<ConditionType, Judged>> = {
    CertificatesValid: certificatesValid(facts),
    Renewed: renewed(facts),
    ClockInStep: clockInStep(facts),
  };
  return conditionTypes.map((type) => {
    const before = previous.find((one) => one.type === type);
    const isSame = before?.status === judged[type].status && before.lastTransitionTime <= facts.takenAt;
    return { type, ...judged[type], lastTransitionTime: isSame ? before.lastTransitionTime : facts.takenAt };
  });
}

function certificatesValid({ findings }: ConditionFacts): Judged {
  const worst = findings.find(({ severity }) => severity === 'critical' || severity === 'unknown');
  if (worst === undefined) return { status: 'True', reason: 'NothingWrong', message: 'nothing is wrong with any' };
  const message = `${worst.subject}: ${worst.message}`;
  return { status: worst.severity === 'critical' ? 'False' : 'Unknown', reason: camelCase(worst.code), message };
}

function renewed({ failed, due }: ConditionFacts): Judged {
  if (failed !== undefined) {
    const message = `the run ${failed.id} is ${failed.state.replace('-', ' ')}: ${failed.reason ?? 'no reason is known'}`;
    return { status: 'False', reason: 'RunFailed', message };
  }
  if (due.length > 0)
    return { status: 'False', reason: 'RenewalDue', message: `${listed(due.map(({ name }) => name))} due` };
  return { status: 'True', reason: 'NothingDue', message: 'nothing is due' };
}

function clockInStep({ findings, isClockKnown }: ConditionFacts): Judged {
  const off = findings.find(({ code }) => code === 'clock-off');
  if (off !== undefined) return { status: 'False', reason: 'ClockOff', message: off.message };
  if (!isClockKnown) return { status: 'Unknown', reason: 'NotAsked', message: 'the API server was not asked' };
  return { status: 'True', reason: 'InStep', message: 'it agrees with the API server' };
}

const camelCase = (code: string): string =>
  code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
