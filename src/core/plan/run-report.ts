import type { Instant } from '../instant.ts';
import type { Component, Path } from '../names.ts';
import type { Facts, JournalEntry } from './journal.ts';
import type { Await, Issue, Plan, Remake, Step } from './plan.ts';
import type { ComponentEffect, Outcome, RenewedCertificate, RunReport, WitnessReport } from './report.ts';

export interface RunFacts {
  readonly run: string;
  readonly plan: Plan;
  readonly entries: readonly JournalEntry[];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly outcome: Outcome;
  readonly witness?: WitnessReport;
  readonly isLeftOpen: boolean;
}

/** What a run did, from its plan and what its journal recorded. */
export function runReportOf(run: RunFacts): RunReport {
  const facts = factsByStep(run.entries);
  const steps = run.plan.stages.flatMap((stage) => stage.steps);
  const { startedAt, endedAt, outcome, witness, isLeftOpen } = run;
  return {
    run: run.run,
    startedAt,
    endedAt,
    outcome,
    certificates: steps.flatMap((step) => {
      if (step.kind === 'issue') return renewed(step, { ...run, steps, facts });
      return step.kind === 'remake' ? remade(step, facts) : [];
    }),
    components: steps.filter((step) => step.kind === 'await').flatMap((step) => effect(step, steps, facts)),
    ...(witness !== undefined && { witness }),
    ...(isLeftOpen && { leftOpenAfter: run.entries.length }),
  };
}

function factsByStep(entries: readonly JournalEntry[]): ReadonlyMap<string, Facts> {
  return new Map(
    entries.flatMap((entry) => (entry.event === 'done' ? [[entry.step, entry.facts ?? {}] as const] : [])),
  );
}

interface Recorded extends RunFacts {
  readonly steps: readonly Step[];
  readonly facts: ReadonlyMap<string, Facts>;
}

function renewed(step: Issue, { steps, facts }: Recorded): readonly RenewedCertificate[] {
  const made = facts.get(step.id);
  const newSerial = made?.['serial'];
  if (made === undefined || newSerial === undefined) return [];
  const proof = proofOf(step, steps, facts);
  return [
    {
      name: step.request.name,
      path: step.successorOf?.path ?? installedAt(step, steps),
      ...(step.successorOf !== undefined && { oldSerial: step.successorOf.serial }),
      newSerial,
      notAfter: step.request.notAfter,
      ...(proof !== undefined && { proof }),
    },
  ];
}

/** Where what a step made was put, for what succeeds nothing. */
function installedAt({ into }: Issue, steps: readonly Step[]): Path {
  const as = into.kind === 'pair' ? into.certificateAs : into.as;
  const files = steps.flatMap((step) => (step.kind === 'install' ? step.files : []));
  return files.find(({ becomes }) => becomes.kind === 'made' && becomes.as === as)?.path ?? '';
}

/** The kubelet's own: who looks away from a rollback sees nothing new. */
function remade({ id, name, certificate, becomes }: Remake, facts: Recorded['facts']): readonly RenewedCertificate[] {
  const { serial, notAfter, proof } = facts.get(id) ?? {};
  if (serial === undefined || notAfter === undefined || becomes === 'kept') return [];
  const end = Date.parse(notAfter);
  return [{ name, path: certificate.path, newSerial: serial, notAfter: end, ...(proof !== undefined && { proof }) }];
}

/** What the prove step of its component recorded under its name, else that a container was started after its file. */
function proofOf(
  { request, successorOf }: Issue,
  steps: readonly Step[],
  facts: ReadonlyMap<string, Facts>,
): string | undefined {
  for (const step of steps) {
    const recorded = facts.get(step.id);
    if ((step.kind === 'prove' || step.kind === 'heartbeat') && recorded?.[request.name] !== undefined)
      return recorded[request.name];
    const path = successorOf?.path;
    const container = recorded?.['to'] ?? recorded?.['container'];
    if (step.kind === 'restart' && path !== undefined && step.newerThan.includes(path) && container !== undefined) {
      return `held by container ${container.slice(0, 12)}, started after the file changed`;
    }
  }
  return undefined;
}

function effect(step: Await, steps: readonly Step[], facts: ReadonlyMap<string, Facts>): readonly ComponentEffect[] {
  const healthy = facts.get(step.id);
  if (healthy === undefined) return [];
  const restart = steps.find(
    (one) => isRestartOf(one, step.component) && facts.get(one.id)?.['stoppedAt'] !== undefined,
  );
  const stoppedAt = restart === undefined ? undefined : facts.get(restart.id)?.['stoppedAt'];
  const leaderSeenAt = (restart && facts.get(restart.id)?.['leaderSeenAt']) ?? healthy['leaderSeenAt'];
  const leaderless = secondsBetween(stoppedAt, leaderSeenAt);
  return [
    {
      component: step.component,
      restarted: stoppedAt !== undefined,
      awaySeconds: secondsBetween(stoppedAt, healthy['healthyAt']) ?? 0,
      ...(leaderless !== undefined && { leaderlessSeconds: leaderless }),
    },
  ];
}

function isRestartOf(step: Step, component: Component): boolean {
  if (step.kind === 'unit') return step.unit === component;
  return (step.kind === 'restart' || step.kind === 'prove') && step.component === component;
}

function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
}
