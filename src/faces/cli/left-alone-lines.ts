import type { LeftAlone } from '../../core/plan/plan.ts';
import type { Style } from '../report/style.ts';
import { alike } from './alike.ts';
import { printable } from './printable.ts';

/** What was considered and not touched: one line for each reason. */
export function leftAloneLines(leftAlone: readonly LeftAlone[], { words }: Pick<Style, 'words'>): readonly string[] {
  return alike(leftAlone, ({ why }) => why).map(([why, group]) =>
    printable(words(`left alone, ${why}: ${group.map(({ name }) => name).join(', ')}`)),
  );
}
