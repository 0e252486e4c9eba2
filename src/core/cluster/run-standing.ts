import type { Reading } from '../inventory.ts';
import type { Intent, Plan } from '../plan/plan.ts';
import type { RunReport } from '../plan/report.ts';
import { isAboutAnother, type RunState } from '../plan/run-state.ts';
import type { NodeReport, ReportedRun } from './node-report.ts';

/** A run of this node as `status` knows it. */
export interface KnownRun {
  readonly id: string;
  readonly plan: Plan;
  readonly state: RunState;
  readonly report: Reading<RunReport>;
}

/** What a node's runs, oldest first, have come to. What is no longer kept on disk is as the previous report had it. */
export function runStanding(
  runs: readonly KnownRun[],
  previous: Pick<NodeReport, 'lastRenewal'> | undefined,
): Pick<NodeReport, 'lastRun' | 'failed' | 'lastRenewal'> {
  const told = runs
    .filter(({ plan, state }) => !isAboutAnother(plan) && state !== 'not-started')
    .map((run) => reportedRun(run, runs));
  const lastRun = told.at(-1);
  const failed = told.findLast((run, index) => stopsOthers(run) && !told.slice(index + 1).some(mends(run)));
  const lastRenewal = lastRenewalOf(told) ?? forgotten(runs, previous);
  return {
    ...(lastRun !== undefined && { lastRun }),
    ...(failed !== undefined && { failed }),
    ...(lastRenewal !== undefined && { lastRenewal }),
  };
}

/** A person's copy of admin.conf that could not be written says nothing about other nodes. */
const stopsOthers = ({ intent, state }: ReportedRun): boolean =>
  ['open', 'rolled-back', 'abandoned'].includes(state) && intent !== 'kubeconfig';

/** What failed works now: done once more, or by a renewal, which proves every component. */
const mends =
  (failed: ReportedRun) =>
  ({ intent, state }: ReportedRun): boolean =>
    state === 'complete' && (intent === 'renew' || intent === failed.intent);

function reportedRun({ id, plan, state, report }: KnownRun, runs: readonly KnownRun[]): ReportedRun {
  const reason = state === 'complete' ? undefined : reasonOf(id, report, runs);
  return {
    id,
    intent: plan.intent.kind,
    state,
    ...(report.kind === 'read' && { endedAt: report.value.endedAt }),
    ...(reason !== undefined && { reason }),
  };
}

function reasonOf(id: string, report: Reading<RunReport>, runs: readonly KnownRun[]): string {
  if (report.kind === 'read' && report.value.outcome.kind === 'stopped') return report.value.outcome.reason;
  const isUndone = runs.some(({ plan }) => plan.intent.kind === 'rollback' && plan.intent.of === id);
  return isUndone ? 'it was rolled back by hand' : 'it was cut off';
}

function lastRenewalOf(told: readonly ReportedRun[]): NodeReport['lastRenewal'] {
  const last = told.findLast(
    ({ intent, state, endedAt }) => renewals.includes(intent) && state === 'complete' && endedAt !== undefined,
  );
  return last?.endedAt === undefined ? undefined : { run: last.id, endedAt: last.endedAt };
}

const renewals: readonly Intent['kind'][] = ['renew', 'rescue'];

/** A run that is still here and counts no longer was undone; one that is gone was only pruned. */
function forgotten(
  runs: readonly KnownRun[],
  previous: Pick<NodeReport, 'lastRenewal'> | undefined,
): NodeReport['lastRenewal'] {
  const before = previous?.lastRenewal;
  return before === undefined || runs.some(({ id }) => id === before.run) ? undefined : before;
}
