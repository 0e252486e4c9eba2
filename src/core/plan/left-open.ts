import type { Reading } from '../inventory.ts';
import type { JournalEntry } from './journal.ts';
import type { RunReport } from './report.ts';

/** Why an unfinished run waits for a person, in words; undefined where it was cut off, or stopped by nobody's wish. */
export function leftOpenBecause(
  entries: readonly JournalEntry[],
  report: Reading<Pick<RunReport, 'outcome' | 'leftOpenAfter'>>,
): string | undefined {
  if (report.kind !== 'read') return undefined;
  const { outcome, leftOpenAfter } = report.value;
  if (outcome.kind === 'complete' || leftOpenAfter !== entries.length) return undefined;
  return `it was left open for a person: ${outcome.reason}`;
}
