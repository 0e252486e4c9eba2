import { DAY, HOUR, type Instant, SECOND } from '../instant.ts';
import { ownNumberOf } from '../schedule/spread.ts';
import type { Delivery } from './delivery.ts';
import { withoutDropped } from './dropped.ts';
import type { Entry, Notebook } from './notebook.ts';

/** The notebook after one attempt. */
export function afterAttempt(notebook: Notebook, entry: Entry, delivery: Delivery, now: Instant): Notebook {
  switch (delivery.kind) {
    case 'delivered':
      return delivery.but === undefined
        ? { ...notebook, outbox: notebook.outbox.filter((one) => one !== entry) }
        : withoutDropped(notebook, [entry], delivery.but, now);
    case 'refused':
      return withoutDropped(notebook, [entry], delivery.why, now);
    case 'later':
      return afterFailure(notebook, entry, delivery, now);
  }
}

/** A failure is the receiver's: all that is on its way there waits as long at least, and what is old of it is given up. */
function afterFailure(
  notebook: Notebook,
  failed: Entry,
  { why, after = 0 }: Extract<Delivery, { kind: 'later' }>,
  now: Instant,
): Notebook {
  const attempts = failed.attempts + 1;
  const nextAt = now + Math.max(backOff(attempts, failed), Math.min(after, HOUR));
  const isThere = ({ receiver }: Entry): boolean => receiver === failed.receiver;
  const old = notebook.outbox.filter((entry) => isThere(entry) && now - entry.message.at > LONGEST_WAIT);
  const left = withoutDropped(notebook, old, why, now);
  const outbox = left.outbox.map((entry) => {
    if (entry === failed) return { ...entry, attempts, nextAt, why };
    return isThere(entry) ? { ...entry, nextAt: Math.max(entry.nextAt, nextAt) } : entry;
  });
  return { ...left, outbox };
}

/** What is older than this is in the next digest, or in `perennial check`. */
const LONGEST_WAIT = 7 * DAY;

/** No attempt is put off for longer. */
export const LONGEST_PAUSE = 1.5 * HOUR;

/** 2 s, 4 s, 8 s, up to an hour, each up to half longer: not all messages of all nodes come back in the same second. */
function backOff(attempts: number, { message, receiver }: Entry): number {
  const wait = Math.min(2 ** attempts * SECOND, HOUR);
  const share = (ownNumberOf(`${message.id} ${receiver} ${String(attempts)}`) % 1000) / 1000;
  return Math.round(wait * (1 + share / 2));
}
