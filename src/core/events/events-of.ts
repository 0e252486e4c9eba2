import { dateText } from '../check/words.ts';
import { DAY, type Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';
import type { CertificateOverview, NodeFacts, NodeOverview } from '../overview/overview.ts';
import type { EventReason } from './cluster-event.ts';
import type { SentEvents } from './sent-events.ts';

/** What a node has to say in the cluster, not yet bounded. */
export interface Saying {
  readonly type: 'Normal' | 'Warning';
  readonly reason: EventReason;
  readonly action: string;
  readonly note: string;
  readonly run?: string;
}

/** What is so on the node now. A renewal is told once; what asks for something is told as long as it is so. */
export function sayingsOf({ seen }: NodeOverview, sent: SentEvents, now: Instant): readonly Saying[] {
  if (seen.kind !== 'seen') return [];
  return [...expiring(seen, now), ...authoritiesExpiring(seen), ...renewed(seen, sent, now), ...failed(seen)];
}

/** What came of a schedule's call that ended without a report. */
export const sayingOfFailure = (node: NodeName, why: string): Saying => ({
  type: 'Warning',
  reason: 'CertificateRenewalFailed',
  action: 'Look',
  note: `the scheduled look at ${node} failed: ${why}`,
});

/** Due is worth an Event; only what somebody has to care for is a warning. */
function expiring({ certificates }: NodeFacts, now: Instant): readonly Saying[] {
  const due = certificates.filter(
    ({ kind, externallyManaged, status, renewalDueAt = Infinity }) =>
      kind !== 'authority' && externallyManaged !== true && (renewalDueAt <= now || isEnding(status)),
  );
  if (due.length === 0) return [];
  const type = due.some(({ status }) => isEnding(status)) ? 'Warning' : 'Normal';
  return [{ type, reason: 'CertificateExpiring', action: 'Renew', note: `renewal is due: ${endsOf(due)}` }];
}

const isEnding = (status: CertificateOverview['status']): boolean => ['expiring', 'expired'].includes(status);

/** Nobody renews an authority by itself, so each of these is for somebody to plan. */
function authoritiesExpiring({ certificates }: NodeFacts): readonly Saying[] {
  const ending = certificates.filter(
    ({ kind, status }) => kind === 'authority' && ['authority-expiring', 'authority-expired'].includes(status),
  );
  if (ending.length === 0) return [];
  const note = `authorities end, and no certificate outlives its authority: ${endsOf(ending)}`;
  return [{ type: 'Warning', reason: 'CACertificateExpiring', action: 'PlanAuthority', note }];
}

/** Ids sort by time: after a rollback the last renewal is one of which was told before. */
function renewed({ lastRenewal }: NodeFacts, sent: SentEvents, now: Instant): readonly Saying[] {
  if (lastRenewal === undefined) return [];
  const { run, endedAt } = lastRenewal;
  const { run: told = '' } = sent.CertificatesRenewed ?? {};
  if (run <= told || now - endedAt > STILL_NEWS) return [];
  const note = `certificates were renewed and proved: run ${run}`;
  return [{ type: 'Normal', reason: 'CertificatesRenewed', action: 'Renew', note, run }];
}

/** Looks are a day apart, more or less, and what was done by hand is told by the next one. */
const STILL_NEWS = 2 * DAY;

function failed(facts: NodeFacts): readonly Saying[] {
  if (facts.failed === undefined) return [];
  const { id, state, reason = 'no reason was recorded' } = facts.failed;
  return state === 'rolled-back'
    ? [{ type: 'Warning', reason: 'CertificateRolledBack', action: 'RollBack', note: `run ${id}: ${reason}`, run: id }]
    : [{ type: 'Warning', reason: 'CertificateRenewalFailed', action: 'Renew', note: `run ${id}: ${reason}`, run: id }];
}

const endsOf = (certificates: readonly CertificateOverview[]): string =>
  certificates
    .toSorted((one, other) => (one.expiresAt ?? 0) - (other.expiresAt ?? 0))
    .map(({ name, expiresAt }) => (expiresAt === undefined ? name : `${name} (${dateText(expiresAt)})`))
    .join(', ');
