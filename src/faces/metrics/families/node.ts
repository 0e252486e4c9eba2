import { findingCodes } from '../../../core/check/explain/explain.ts';
import type { Verdict } from '../../../core/check/verdict.ts';
import type { UnreadableReason } from '../../../core/inventory.ts';
import type { FamilyRow, Sample, Seen } from '../family.ts';
import { secondsOf } from '../seconds.ts';
import { flag } from './flag.ts';

const statuses: readonly Verdict['status'][] = ['ok', 'warning', 'critical', 'unknown'];
const sources = ['api-server', 'files', 'runs'] as const;
const reasons: readonly UnreadableReason[] = [
  'permission',
  'parse',
  'too-large',
  'not-a-file',
  'refused',
  'timeout',
  'io',
  'no-credentials',
  'denied',
];
const unknownSources =
  'for nodes known by their reports, which do not say it; of the API server where it is not asked (`--offline`, `--root`); of runs in a Pod, which does not see those of the node';
const source = '`files`, `api-server`, or `runs` (what perennial kept of its own runs)';

/** What is known of a node as a whole, and of the program that says it. */
export const nodeFamilies: readonly FamilyRow[] = [
  {
    name: 'perennial_verdict',
    type: 'gauge',
    help: 'What the last look came to: 1 for the status that holds, 0 for the others',
    labels: { status: statuses.map((status) => `\`${status}\``).join(', ') },
    of: 'seen',
    samples: ({ verdict }) => statuses.map((status) => flag({ status }, status === verdict.status)),
  },
  {
    name: 'perennial_findings',
    type: 'gauge',
    help: 'How many findings of this code the last look made',
    labels: { code: 'every code of docs/findings' },
    of: 'seen',
    samples: findingSamples,
  },
  {
    name: 'perennial_source_up',
    type: 'gauge',
    help: 'Whether everything of this source could be read at the last look',
    labels: { source },
    absent: unknownSources,
    of: 'seen',
    samples: (seen) => sourceSamples(seen, (one, failures) => [flag({ source: one }, failures.length === 0)]),
  },
  {
    name: 'perennial_source_errors',
    type: 'gauge',
    help: 'How many things of this source could not be read at the last look, by reason',
    labels: { source, reason: reasons.map((reason) => `\`${reason}\``).join(', ') },
    absent: unknownSources,
    of: 'seen',
    samples: (seen) =>
      sourceSamples(seen, (one, failures) =>
        reasons.map((reason) => ({
          labels: { source: one, reason },
          value: failures.filter((failure) => failure.reason === reason).length,
        })),
      ),
  },
  {
    name: 'perennial_last_check_timestamp_seconds',
    type: 'gauge',
    help: 'When the node was looked at last, by its own clock',
    labels: {},
    of: 'seen',
    samples: ({ takenAt }) => [{ labels: {}, value: secondsOf(takenAt) }],
  },
  {
    name: 'perennial_check_interval_seconds',
    type: 'gauge',
    help: 'How often the schedule of the node looks at it',
    labels: {},
    of: 'seen',
    samples: ({ look }) => [{ labels: {}, value: secondsOf(look) }],
  },
  {
    name: 'perennial_maintenance_window_next_timestamp_seconds',
    type: 'gauge',
    help: 'When the window in which a schedule may renew opens next, or opened, if it is open',
    labels: {},
    absent: 'where there is no window: a schedule may renew at any time',
    of: 'seen',
    samples: ({ nextOpening }) =>
      nextOpening === undefined ? [] : [{ labels: {}, value: secondsOf(nextOpening.opensAt) }],
  },
  {
    name: 'perennial_kubernetes_info',
    type: 'info',
    help: 'The version of Kubernetes on the node',
    labels: { version: '`v1.36.3`' },
    absent: 'where no version is known',
    of: 'seen',
    samples: ({ kubernetesVersion: version }) => (version === undefined ? [] : [{ labels: { version }, value: 1 }]),
  },
  {
    name: 'perennial_node_reachable',
    type: 'gauge',
    help: 'Whether there is a look at the node, or a report of it, that can be read; perennial_last_check_timestamp_seconds is its age',
    labels: {},
    of: 'node',
    samples: ({ seen }) => [flag({}, seen.kind === 'seen')],
  },
  {
    name: 'perennial_build_info',
    type: 'info',
    help: 'The perennial that says all this',
    labels: { version: 'of perennial', runtime: 'of Node' },
    of: 'program',
    samples: ({ version, runtime }) => [{ labels: { version, runtime }, value: 1 }],
  },
];

/** A code without a finding is there as 0, so that a rule on it never looks at nothing. */
function findingSamples({ findings }: Seen): readonly Sample[] {
  const found = Map.groupBy(findings, ({ code }) => code);
  const all = new Set<string>([...findingCodes, ...found.keys()]);
  return [...all].map((code) => ({ labels: { code }, value: found.get(code)?.length ?? 0 }));
}

function sourceSamples(
  seen: Seen,
  samples: (source: Source, failures: Failures) => readonly Sample[],
): readonly Sample[] {
  if (seen.fromReport === true) return [];
  return sources.flatMap((source) => {
    const failures = seen.unreadable.filter(({ what }) => sourceOf(what) === source);
    return failures.length > 0 || isLookedInto(source, seen) ? samples(source, failures) : [];
  });
}

function isLookedInto(source: Source, { apiUnasked, runsUnseen }: Seen): boolean {
  switch (source) {
    case 'api-server':
      return apiUnasked !== true;
    case 'runs':
      return runsUnseen !== true;
    case 'files':
      return true;
  }
}

type Source = (typeof sources)[number];
type Failures = Seen['unreadable'];

/** By the words of `observe`: whatever it does not ask the API server or its own runs for is a file. */
const sourceOf = (what: string): Source => sourcesByWords[what] ?? 'files';

const sourcesByWords: Readonly<Record<string, Source>> = {
  'API server': 'api-server',
  "kubeadm's configuration in the cluster": 'api-server',
  'requests of kubelets': 'api-server',
  'earlier runs': 'runs',
};
