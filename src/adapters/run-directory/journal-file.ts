import { PerennialError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/plan/journal.ts';
import { appendLine } from './append-line.ts';
import { damagedHint, isRecord, parsedJson, savedText } from './saved-text.ts';

/** Every complete line. What follows the last line break was being written when the machine stopped, and never counted. */
export async function journalEntries(file: string): Promise<readonly JournalEntry[]> {
  const text = (await savedText(file)) ?? '';
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    const value = parsedJson(line, file, index + 1);
    if (isEntry(value)) return value;
    throw new PerennialError('plan-invalid', `${file}, line ${index + 1}, is not a journal entry`, {
      file,
      line: index + 1,
      hint: damagedHint,
    });
  });
}

/** Appends one line and has it on disk when it returns. */
export function appendEntry(file: string, entry: JournalEntry): Promise<void> {
  return appendLine(file, JSON.stringify(entry));
}

function isEntry(value: unknown): value is JournalEntry {
  if (!isRecord(value) || typeof value['step'] !== 'string' || typeof value['at'] !== 'number') return false;
  switch (value['event']) {
    case 'started':
      return true;
    case 'done':
      return value['facts'] === undefined || hasOnlyText(value['facts']);
    case 'failed':
      return typeof value['reason'] === 'string' && typeof value['touched'] === 'boolean';
    default:
      return false;
  }
}

function hasOnlyText(facts: unknown): boolean {
  return isRecord(facts) && Object.values(facts).every((fact) => typeof fact === 'string');
}
