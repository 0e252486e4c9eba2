import type { Instant } from '../instant.ts';
import type { Path } from '../names.ts';
import { numbered } from './numbered.ts';
import type { FileChange, Plan, Prove, Restart, Stage, Step, StepId } from './plan.ts';

/** The plan that undoes every stage of `plan` in which a step was begun, last stage first. */
export function rollbackPlan(plan: Plan, of: string, begun: ReadonlySet<StepId>): Plan {
  const touched = plan.stages.filter((stage) => stage.steps.some(({ id, kind }) => kind !== 'gate' && begun.has(id)));
  const stages = touched.reverse().map((stage) => ({ name: `undo: ${stage.name}`, steps: undoneSteps(stage, begun) }));
  return { ...plan, intent: { kind: 'rollback', of }, stages: numbered(stages), leftAlone: [] };
}

/**
 * Where a rollback of `plan` would put back a certificate that has run out, or a kubelet without any: nobody accepts it, so it
 * could never be proved.
 */
export function acceptedByNobody(rollback: Plan, plan: Plan, now: Instant): readonly Path[] {
  const issues = stepsOf(plan).filter((step) => step.kind === 'issue');
  const expired = issues.flatMap(({ successorOf }) =>
    successorOf !== undefined && successorOf.notAfter <= now ? [successorOf.path] : [],
  );
  const hadNone = issues.some(({ successorOf }) => successorOf === undefined);
  return stepsOf(rollback).flatMap((step) =>
    step.kind === 'install'
      ? step.files.flatMap(({ path, itself }) => (expired.includes(path) || (hadNone && itself) ? [path] : []))
      : [],
  );
}

const stepsOf = ({ stages }: Plan): readonly Step[] => stages.flatMap(({ steps }) => steps);

/**
 * Stages go backwards, the steps inside one do not: a restart must still follow its files. Without one there is nothing to drain.
 * Nothing is left of a stage that changed nothing: what was only seen or waited for need not be seen again.
 */
function undoneSteps({ steps }: Stage, begun: ReadonlySet<StepId>): readonly Step[] {
  const undone = steps.flatMap((step) => undoneStep(step, begun));
  if (!undone.some(isChange)) return [];
  const restarts = undone.some(({ kind }) => kind === 'restart');
  return restarts ? undone : undone.filter(({ kind }) => kind !== 'drain');
}

function isChange(step: Step): boolean {
  if (step.kind === 'restart') return isForItsOwnSake(step);
  return step.kind === 'install' || step.kind === 'remake' || step.kind === 'admit';
}

function undoneStep(step: Step, begun: ReadonlySet<StepId>): readonly Step[] {
  switch (step.kind) {
    case 'install':
      return [{ ...step, files: step.files.map(undoneChange) }];
    case 'remake':
      return [{ ...step, becomes: step.becomes === 'another' ? 'kept' : 'another' }];
    case 'restart':
      return isForItsOwnSake(step) && !begun.has(step.id) ? [] : [step];
    case 'prove':
      return [ungated(step)];
    case 'drain':
    case 'unit':
    case 'await':
    case 'heartbeat':
    case 'admit':
      return [step];
    case 'keep':
    case 'issue':
    case 'merge':
    case 'refer':
    case 'gate':
      return [];
  }
}

/** What has been changed is put back whatever etcd says: half of it would be worse. */
function ungated({ kind, id, component, evidence, withinSeconds, graceSeconds, drain }: Prove): Prove {
  return { kind, id, component, evidence, withinSeconds, graceSeconds, ...(drain && { drain }) };
}

/** Nothing changed that the component would have to read anew: where it was not begun there is nothing to undo. */
const isForItsOwnSake = ({ newerThan }: Restart): boolean => newerThan.length === 0;

function undoneChange({ path, was, becomes, itself }: FileChange): FileChange {
  return { path, was: becomes, becomes: was, ...(itself && { itself }) };
}
