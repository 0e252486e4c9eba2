import { fstatSync } from 'node:fs';
import type { Priority } from './terminal.ts';

/**
 * Whether a descriptor leads to the journal: systemd names device and inode of the stream that it connected (systemd.exec(5),
 * JOURNAL_STREAM). A child whose output somebody redirected inherits the variable, and has another descriptor.
 */
export function isJournal(descriptor: number, stream: string | undefined): boolean {
  if (stream === undefined) return false;
  try {
    const { dev, ino } = fstatSync(descriptor, { bigint: true });
    return stream === `${String(dev)}:${String(ino)}`;
  } catch {
    return false;
  }
}

/** sd-daemon(3): each line that begins with `<N>` has the priority N of syslog. */
export function withPriority(text: string, priority: Priority): string {
  return text.replace(/^(?=.)/gm, `<${String(levels[priority])}>`);
}

const levels: Readonly<Record<Priority, number>> = { err: 3, warning: 4, notice: 5, info: 6 };
