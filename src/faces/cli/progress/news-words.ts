import { describedStep } from '../../../core/plan/describe.ts';
import type { Stage, Step } from '../../../core/plan/plan.ts';
import { printable } from '../printable.ts';

export function stageWords(stage: Stage, number: number, of: number): string {
  return `[${String(number)}/${String(of)}] ${printable(stage.name)}`;
}

/** The step in one line, however many things it touches. */
export function stepWords(step: Step): string {
  const [first = step.kind, ...others] = describedStep(step);
  const more = others.length === 0 ? '' : `, and ${String(others.length)} more`;
  return printable(first.replace(/\s+/g, ' ')) + more;
}
