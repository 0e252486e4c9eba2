import { reasonOf } from '../../core/errors.ts';
import type { Reading, UnreadableReason } from '../../core/inventory.ts';
import { codeOf } from './durable.ts';
import { parsedJson, savedText } from './saved-text.ts';

/** Text that is good to have and that nothing depends on: what cannot be read is a reading too, not an error. */
export async function textReading(file: string, most: number): Promise<Reading<string>> {
  try {
    const text = await savedText(file, most);
    return text === undefined ? { kind: 'missing' } : { kind: 'read', value: text };
  } catch (thrown) {
    return unreadable(thrown);
  }
}

/** JSON that is good to have and that nothing depends on: what cannot be read is a reading too, not an error. */
export async function jsonReading(file: string): Promise<Reading<unknown>> {
  try {
    const text = await savedText(file);
    return text === undefined ? { kind: 'missing' } : { kind: 'read', value: parsedJson(text, file) };
  } catch (thrown) {
    return unreadable(thrown);
  }
}

const unreadable = (thrown: unknown): Reading<never> => ({
  kind: 'unreadable',
  reason: reasonFor(codeOf(thrown)),
  detail: reasonOf(thrown),
});

function reasonFor(code: string): UnreadableReason {
  if (code === 'EACCES' || code === 'EPERM') return 'permission';
  if (code === 'plan-invalid') return 'parse';
  return code === 'file-too-large' ? 'too-large' : 'io';
}
