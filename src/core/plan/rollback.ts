import type { Instant } from '../instant.ts';
import { numbered } from './numbered.ts';
import type { FileChange, Plan, Prove, Step, StepId } from './plan.ts';

/** The plan that undoes every stage of `plan` in which a step was begun, last stage first. */
export function rollbackPlan(plan: Plan, of: string, begun: ReadonlySet<StepId>): Plan {
  const touched = plan.stages.filter((stage) => stage.steps.some(({ id, kind }) => kind !== 'gate' && begun.has(id)));
  const stages = touched
    .reverse()
    .map((stage) => ({ name: `undo: ${stage.name}`, steps: stage.steps.flatMap(undoneStep) }));
  return { ...plan, intent: { kind: 'rollback', of }, stages: numbered(stages), leftAlone: [] };
}

/**
 * Whether a rollback of `plan` would put back a certificate that has run out, or a kubelet without any: nobody accepts it, so it
 * could never be proved.
 */
export function putsBackExpired(rollback: Plan, plan: Plan, now: Instant): boolean {
  const issues = stepsOf(plan).filter((step) => step.kind === 'issue');
  const expired = issues.flatMap(({ successorOf }) =>
    successorOf !== undefined && successorOf.notAfter <= now ? [successorOf.path] : [],
  );
  const hadNone = issues.some(({ successorOf }) => successorOf === undefined);
  return stepsOf(rollback).some(
    (step) =>
      step.kind === 'install' && step.files.some(({ path, itself }) => expired.includes(path) || (hadNone && itself)),
  );
}

const stepsOf = ({ stages }: Plan): readonly Step[] => stages.flatMap(({ steps }) => steps);

/** Stages go backwards, the steps inside one do not: a restart must still follow its files. */
function undoneStep(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'install':
      return [{ ...step, files: step.files.map(undoneChange) }];
    case 'drain':
      return [step];
    case 'prove':
      return [ungated(step)];
    case 'restart':
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
function ungated({ kind, id, component, evidence, withinSeconds, graceSeconds }: Prove): Prove {
  return { kind, id, component, evidence, withinSeconds, graceSeconds };
}

function undoneChange({ path, was, becomes, itself }: FileChange): FileChange {
  return { path, was: becomes, becomes: was, ...(itself && { itself }) };
}
