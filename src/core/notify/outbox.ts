import { severities } from '../check/check.ts';
import { DAY, HOUR, type Instant, SECOND } from '../instant.ts';
import { ownNumberOf } from '../schedule/spread.ts';
import type { Delivery } from './delivery.ts';
import type { Message } from './message.ts';
import type { Dropped, Entry, Notebook } from './notebook.ts';
import type { Receiver } from './receiver.ts';

/** The notebook with these messages on their way to everybody whom they concern. */
export function withMessages(
  notebook: Notebook,
  messages: readonly Message[],
  receivers: readonly Receiver[],
): Notebook {
  const added = messages.flatMap((message) =>
    receivers
      .filter((receiver) => concerns(message, receiver))
      .map(({ name }): Entry => ({ message, receiver: name, attempts: 0, nextAt: message.at })),
  );
  const outbox = [...notebook.outbox, ...added];
  const tooMany = outbox.slice(0, Math.max(0, outbox.length - MOST_ENTRIES));
  const kept = { ...notebook, outbox: outbox.slice(tooMany.length) };
  return tooMany.reduce<Notebook>(
    (left, entry) => withDropped(left, droppedOf(entry, 'too many wait', entry.nextAt)),
    kept,
  );
}

/** So that a receiver that is away for good fills no disk. */
const MOST_ENTRIES = 1000;

/** An end is told to whoever was told of what ended; what is no problem, to all who hear of everything. */
function concerns({ kind, severity, was = severity }: Message, { least }: Receiver): boolean {
  if (kind === 'test' || least === 'warning') return true;
  return severities.indexOf(was) <= severities.indexOf(least);
}

/** Those that may be tried at this moment, oldest first. */
export function dueEntries({ outbox }: Notebook, now: Instant): readonly Entry[] {
  return outbox.filter(({ nextAt }) => nextAt <= now);
}

/** The notebook after one attempt. */
export function afterAttempt(notebook: Notebook, entry: Entry, delivery: Delivery, now: Instant): Notebook {
  const others = notebook.outbox.filter((one) => one !== entry);
  const left = { ...notebook, outbox: others };
  switch (delivery.kind) {
    case 'delivered':
      return delivery.but === undefined ? left : withDropped(left, droppedOf(entry, delivery.but, now));
    case 'refused':
      return withDropped(left, droppedOf(entry, delivery.why, now));
    case 'later': {
      const { why, after = 0 } = delivery;
      if (now - entry.message.at > LONGEST_WAIT) return withDropped(left, droppedOf(entry, why, now));
      const attempts = entry.attempts + 1;
      const wait = Math.max(backOff(attempts, entry), Math.min(after, HOUR));
      const again = { ...entry, attempts, nextAt: now + wait, why };
      return { ...notebook, outbox: notebook.outbox.map((one) => (one === entry ? again : one)) };
    }
  }
}

/** What is older than this is in the next digest, or in `perennial check`. */
const LONGEST_WAIT = 7 * DAY;

/** 2 s, 4 s, 8 s, up to an hour, each up to half longer: not all messages of all nodes come back in the same second. */
function backOff(attempts: number, { message, receiver }: Entry): number {
  const wait = Math.min(2 ** attempts * SECOND, HOUR);
  const share = (ownNumberOf(`${message.id} ${receiver} ${String(attempts)}`) % 1000) / 1000;
  return Math.round(wait * (1 + share / 2));
}

const droppedOf = ({ message, receiver }: Entry, why: string, at: Instant): Dropped => ({
  receiver,
  title: message.title,
  at,
  why,
});

function withDropped(notebook: Notebook, dropped: Dropped): Notebook {
  return {
    ...notebook,
    dropped: notebook.dropped + 1,
    lastDropped: [...notebook.lastDropped, dropped].slice(-SHOWN_DROPPED),
  };
}

const SHOWN_DROPPED = 10;
