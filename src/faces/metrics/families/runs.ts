import type { Component } from '../../../core/names.ts';
import { staticPods } from '../../../core/names.ts';
import type { RunStatus } from '../../../usecases/requests.ts';
import type { FamilyRow, Sample, Seen } from '../family.ts';
import { secondsOf } from '../seconds.ts';
import { flag } from './flag.ts';

const results = ['complete', 'rolled-back', 'open', 'abandoned'] as const;
const result =
  '`complete`, `rolled-back` (undone), `open` (to be resumed or rolled back), or `abandoned` (ended where it stood)';
const unseen =
  'where the runs of the node cannot be seen: in a Pod, for another user than root, and for nodes known by their reports';
const neverSeen =
  'where nobody who looked could see the runs of the node: in a Pod, for another user than root, and by what `perennial check -o json` printed';
const phases = [
  'preparation',
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kubeconfigs',
  'other',
] as const;
const components: readonly Component[] = [...staticPods, 'kubelet'];

/** What the runs of a node have come to. They are pruned, so their numbers go down, too: gauges, not counters. */
export const runFamilies: readonly FamilyRow[] = [
  {
    name: 'perennial_journal_open',
    type: 'gauge',
    help: 'Whether a run was interrupted and waits for perennial resume or perennial rollback',
    labels: {},
    absent: `${neverSeen}, unless an open one is named all the same`,
    of: 'seen',
    samples: ({ openRuns, runsUnseen }) =>
      runsUnseen === true && openRuns.length === 0 ? [] : [flag({}, openRuns.length > 0)],
  },
  {
    name: 'perennial_renewal_failed',
    type: 'gauge',
    help: 'Whether the last run that failed was not made good by a later one',
    labels: {},
    absent: neverSeen,
    of: 'seen',
    samples: ({ failed, runsUnseen }) => (runsUnseen === true ? [] : [flag({}, failed !== undefined)]),
  },
  {
    name: 'perennial_last_renewal_timestamp_seconds',
    type: 'gauge',
    help: 'When the last renewal ended, however it ended',
    labels: {},
    absent: 'before the first one that is kept',
    of: 'seen',
    samples: (seen) => instant(lastRenewalEnd(seen)),
  },
  {
    name: 'perennial_last_renewal_success_timestamp_seconds',
    type: 'gauge',
    help: 'When the last renewal ended that was carried out and is still in force',
    labels: {},
    absent: 'before the first one',
    of: 'seen',
    samples: ({ lastRenewal }) => instant(lastRenewal?.endedAt),
  },
  {
    name: 'perennial_renewals',
    type: 'gauge',
    help: 'How many renewals are kept, by how they ended',
    labels: { result },
    absent: unseen,
    of: 'seen',
    samples: ({ runs }) => byResult(runs, ['renew', 'rescue']),
  },
  {
    name: 'perennial_rollbacks',
    type: 'gauge',
    help: 'How many rollbacks are kept, by how they ended',
    labels: { result },
    absent: unseen,
    of: 'seen',
    samples: ({ runs }) => byResult(runs, ['rollback']),
  },
  {
    name: 'perennial_renewal_phase_duration_seconds',
    type: 'gauge',
    help: 'How long the steps of each phase of the last renewal took',
    labels: { phase: phases.map((phase) => `\`${phase}\``).join(', ') },
    absent: `${unseen}; before the first renewal`,
    of: 'seen',
    samples: phaseSamples,
  },
  {
    name: 'perennial_component_unavailable_seconds',
    type: 'gauge',
    help: 'How long the component was away in the last renewal, from the end of its process to its health; 0 where it was not restarted',
    labels: { component: components.map((one) => `\`${one}\``).join(', ') },
    absent: `${unseen}; before the first renewal`,
    of: 'seen',
    samples: awaySamples,
  },
  {
    name: 'perennial_backups',
    type: 'gauge',
    help: 'How many runs are kept whose replaced files are kept with them, so that they can be rolled back',
    labels: {},
    absent: unseen,
    of: 'seen',
    samples: ({ runs }) => (runs === undefined ? [] : [{ labels: {}, value: runs.filter(hasKept).length }]),
  },
  {
    name: 'perennial_backup_latest_timestamp_seconds',
    type: 'gauge',
    help: 'When the last of them was planned',
    labels: {},
    absent: `${unseen}; before the first one`,
    of: 'seen',
    samples: ({ runs = [] }) => instant(runs.findLast(hasKept)?.plan.madeAt),
  },
];

const instant = (at: number | undefined): readonly Sample[] =>
  at === undefined ? [] : [{ labels: {}, value: secondsOf(at) }];

const isRenewal = ({ plan, state }: RunStatus): boolean =>
  (plan.intent.kind === 'renew' || plan.intent.kind === 'rescue') && state !== 'not-started';

function lastRenewalEnd({ runs, lastRun, lastRenewal }: Seen): number | undefined {
  const ofRun = runs?.findLast(isRenewal)?.report;
  if (ofRun?.kind === 'read') return ofRun.value.endedAt;
  const isOfRenewal = lastRun?.intent === 'renew' || lastRun?.intent === 'rescue';
  return (isOfRenewal ? lastRun?.endedAt : undefined) ?? lastRenewal?.endedAt;
}

function byResult(runs: Seen['runs'], intents: readonly RunStatus['plan']['intent']['kind'][]): readonly Sample[] {
  if (runs === undefined) return [];
  const counted = runs.filter(({ plan }) => intents.includes(plan.intent.kind));
  return results.map((one) => ({
    labels: { result: one },
    value: counted.filter(({ state }) => state === one).length,
  }));
}

function phaseSamples({ runs = [] }: Seen): readonly Sample[] {
  const last = runs.findLast(isRenewal);
  if (last === undefined) return [];
  return phases.map((phase) => {
    const times = last.stageTimes.filter(({ stage }) => phaseOf(stage) === phase);
    return { labels: { phase }, value: secondsOf(times.reduce((sum, { milliseconds }) => sum + milliseconds, 0)) };
  });
}

/** By the names that plans give their stages, which say more than a label may. */
function phaseOf(stage: string): (typeof phases)[number] {
  const [first = ''] = stage.split(':');
  if (first === 'keep the old, make the new') return 'preparation';
  return phases.find((phase) => phase === first) ?? 'other';
}

function awaySamples({ runs = [] }: Seen): readonly Sample[] {
  const report = runs.findLast(isRenewal)?.report;
  if (report?.kind !== 'read') return [];
  const { components: effects } = report.value;
  return components.map((component) => {
    const seconds = effects.filter((one) => one.component === component).map(({ awaySeconds }) => awaySeconds);
    return { labels: { component }, value: seconds.reduce((sum, one) => sum + one, 0) };
  });
}

const hasKept = ({ plan, state }: RunStatus): boolean =>
  state !== 'not-started' && plan.stages.some(({ steps }) => steps.some(({ kind }) => kind === 'keep'));
