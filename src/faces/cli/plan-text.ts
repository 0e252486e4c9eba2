import { described } from '../../core/plan/describe.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Style } from '../report/style.ts';
import { printable } from './printable.ts';

/** The plan as it is shown and consented to, in the person's language. */
export function planText(plan: Plan, { words }: Pick<Style, 'words'>): string {
  return printable(described(plan).split('\n').map(words).join('\n'));
}
