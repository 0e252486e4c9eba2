import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { Reading, UnreadableReason } from '../../core/inventory.ts';

/** What was read, understood; what cannot be understood is `unreadable` with the parser's words, never an exception. */
export function understood<T, R>(reading: Reading<T>, understand: (value: T) => R): Reading<R> {
  if (reading.kind !== 'read') return reading;
  try {
    return { kind: 'read', value: understand(reading.value) };
  } catch (thrown) {
    return notUnderstood(thrown);
  }
}

export function notUnderstood(thrown: unknown): Reading<never> {
  const reason: UnreadableReason =
    thrown instanceof PerennialError && thrown.code === 'file-too-large' ? 'too-large' : 'parse';
  return { kind: 'unreadable', reason, detail: reasonOf(thrown) };
}

/** The value where there is one. */
export function valueOf<T>(reading: Reading<T>): T | undefined {
  return reading.kind === 'read' ? reading.value : undefined;
}

/** A path written in a file of this folder. */
export function pathFrom(folder: string, written: string): string {
  return written.startsWith('/') ? written : `${folder}/${written}`;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
