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

/** It is tried again; of what waits for the same receiver, what is old by now is given up, whether or not it had its turn. */
function afterFailure(
  notebook: Notebook,
  failed: Entry,
  { why, after = 0 }: Extract<Delivery, { kind: 'later' }>,
  now: Instant,
): Notebook {
  const old = notebook.outbox.filter(
    ({ receiver, message }) => receiver === failed.receiver && now - message.at > LONGEST_WAIT,
  );
  const attempts = failed.attempts + 1;
  const nextAt = now + Math.max(backOff(attempts, failed), Math.min(after, HOUR));
  const left = withoutDropped(notebook, old, why, now);
  return {
    ...left,
    outbox: left.outbox.map((entry) => (entry === failed ? { ...entry, attempts, nextAt, why } : entry)),
  };
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
