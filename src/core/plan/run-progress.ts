import type { Instant } from '../instant.ts';
import { describedStep } from './describe.ts';
import { type JournalEntry, statusOf, type StepStatus } from './journal.ts';
import type { NotedNews } from './noted-news.ts';
import type { Intent, Step, StepKind } from './plan.ts';
import type { RunReport } from './report.ts';
import { isAboutAnother, type RecordedRun, type RunState } from './run-state.ts';

/** A run as somebody who watches it sees it. */
export interface RunProgress {
  readonly id: string;
  readonly intent: Intent['kind'];
  readonly state: RunState;
  readonly done: number;
  readonly of: number;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly stages: readonly { readonly name: string; readonly steps: readonly StepProgress[] }[];
  /** Requests to the API server from outside, as counted last. */
  readonly witness?: { readonly at: Instant; readonly requests: number; readonly failures: number };
  /** Times in which no request was answered. */
  readonly gaps: readonly { readonly at: Instant; readonly milliseconds: number; readonly failures: number }[];
  /** What the step under way waits for. */
  readonly waiting?: { readonly at: Instant; readonly step: string; readonly why: string };
  readonly report?: RunReport;
  /** What can be typed on that node, where it applies. */
  readonly commands: { readonly resume?: string; readonly rollback?: string };
}

export interface StepProgress {
  readonly id: string;
  readonly kind: StepKind;
  readonly words: readonly string[];
  readonly status: StepStatus;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** Why it failed. */
  readonly reason?: string;
}

export interface Recorded {
  readonly run: RecordedRun;
  readonly state: RunState;
  /** Its rollback was begun, and is unfinished. */
  readonly isBeingUndone: boolean;
  readonly news: readonly NotedNews[];
  readonly report?: RunReport | undefined;
}

export function runProgressOf({ run, state, isBeingUndone, news, report }: Recorded): RunProgress {
  const { id, plan, entries } = run;
  const standing = statusOf(entries);
  const stages = plan.stages.map(({ name, steps }) => ({
    name,
    steps: steps.map((step) => stepProgress(step, standing.get(step.id) ?? 'pending', entries)),
  }));
  const steps = stages.flatMap((stage) => stage.steps);
  const [startedAt, endedAt] = [entries[0]?.at, report?.endedAt];
  const witness = news.findLast((one) => one.kind === 'witness');
  const waiting = news.findLast((one) => one.kind === 'waiting');
  const isWaiting = waiting !== undefined && standing.get(waiting.step) === 'started';
  return {
    id,
    intent: plan.intent.kind,
    state,
    done: steps.filter(({ status }) => status === 'done').length,
    of: steps.length,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    stages,
    ...(witness !== undefined && { witness: countOf(witness) }),
    gaps: news.flatMap((one) => (one.kind === 'api-gap' ? [gapOf(one)] : [])),
    ...(isWaiting && { waiting: { at: waiting.at, step: waiting.step, why: waiting.why } }),
    ...(report !== undefined && { report }),
    commands: commandsFor(run, state, isBeingUndone),
  };
}

const countOf = ({ at, requests, failures }: Extract<NotedNews, { kind: 'witness' }>) => ({ at, requests, failures });
const gapOf = ({ at, milliseconds, failures }: Extract<NotedNews, { kind: 'api-gap' }>) => ({
  at,
  milliseconds,
  failures,
});

function stepProgress(step: Step, status: StepStatus, entries: readonly JournalEntry[]): StepProgress {
  const own = entries.filter((entry) => entry.step === step.id);
  const started = own.findLast(({ event }) => event === 'started');
  const ended = own.findLast((entry) => entry.event !== 'started');
  return {
    id: step.id,
    kind: step.kind,
    words: describedStep(step).map((line) => line.replaceAll(/\s+/g, ' ')),
    status,
    ...(started !== undefined && { startedAt: started.at }),
    ...(ended !== undefined && status !== 'started' && { endedAt: ended.at }),
    ...(ended?.event === 'failed' && status === 'failed' && { reason: ended.reason }),
  };
}

function commandsFor({ id, plan }: RecordedRun, state: RunState, isBeingUndone: boolean): RunProgress['commands'] {
  return {
    ...(state === 'open' && !isBeingUndone && { resume: `perennial resume ${id}` }),
    ...((state === 'open' || state === 'complete') &&
      !isAboutAnother(plan) && { rollback: `perennial rollback ${id}` }),
  };
}
