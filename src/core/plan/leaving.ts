import type { Path } from '../names.ts';
import { numbered } from './numbered.ts';
import type { LeftAlone, Plan, Step } from './plan.ts';

/** The same plan without its changes to these files, which stay as they are. */
export function leaving(plan: Plan, leftAlone: readonly LeftAlone[]): Plan {
  if (leftAlone.length === 0) return plan;
  const left = new Set(leftAlone.map(({ name }) => name));
  const stages = plan.stages.map((stage) => ({ ...stage, steps: stage.steps.flatMap((step) => without(step, left)) }));
  return { ...plan, stages: numbered(stages), leftAlone };
}

function without(step: Step, left: ReadonlySet<Path>): readonly Step[] {
  if (step.kind !== 'install') return [step];
  const files = step.files.filter(({ path }) => !left.has(path));
  return files.length === 0 ? [] : [{ ...step, files }];
}
