import type { Instant } from '../instant.ts';
import { numbered } from './numbered.ts';
import type { FileChange, Plan, Step, StepId } from './plan.ts';

/** The plan that undoes every stage of `plan` in which a step was begun, last stage first. */
export function rollbackPlan(plan: Plan, of: string, begun: ReadonlySet<StepId>): Plan {
  const touched = plan.stages.filter((stage) => stage.steps.some((step) => begun.has(step.id)));
  const stages = touched
    .reverse()
    .map((stage) => ({ name: `undo: ${stage.name}`, steps: stage.steps.flatMap(undoneStep) }));
  return { ...plan, intent: { kind: 'rollback', of }, stages: numbered(stages), leftAlone: [] };
}

/** Whether a rollback of `plan` would put back a certificate that has run out: nobody accepts it, so it could never be proved. */
export function putsBackExpired(rollback: Plan, plan: Plan, now: Instant): boolean {
  const expired = stepsOf(plan).flatMap((step) =>
    step.kind === 'issue' && step.successorOf.notAfter <= now ? [step.successorOf.path] : [],
  );
  return stepsOf(rollback).some(
    (step) => step.kind === 'install' && step.files.some(({ path }) => expired.includes(path)),
  );
}

const stepsOf = ({ stages }: Plan): readonly Step[] => stages.flatMap(({ steps }) => steps);

/** Stages go backwards, the steps inside one do not: a restart must still follow its files. */
function undoneStep(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'install':
      return [{ ...step, files: step.files.map(undoneChange) }];
    case 'restart':
    case 'prove':
    case 'await':
      return [step];
    case 'keep':
    case 'issue':
    case 'merge':
      return [];
  }
}

function undoneChange({ path, was, becomes }: FileChange): FileChange {
  return { path, was: becomes, becomes: was };
}
