import { severities } from '../check/check.ts';
import type { Instant } from '../instant.ts';
import { withoutDropped } from './dropped.ts';
import type { Message } from './message.ts';
import type { Entry, Notebook } from './notebook.ts';
import type { Receiver } from './receiver.ts';

/** The notebook with these messages on their way to everybody whom they concern. */
export function withMessages(
  notebook: Notebook,
  messages: readonly Message[],
  receivers: readonly Receiver[],
  now: Instant,
): Notebook {
  const added = messages.flatMap((message) =>
    receivers
      .filter((receiver) => concerns(message, receiver))
      .map(({ name }): Entry => ({ message, receiver: name, attempts: 0, nextAt: message.at })),
  );
  const outbox = [...notebook.outbox, ...added];
  const tooMany = outbox.slice(0, Math.max(0, outbox.length - MOST_ENTRIES));
  return withoutDropped({ ...notebook, outbox }, tooMany, 'too many wait', now);
}

/** So that a receiver that is away for good fills no disk. */
const MOST_ENTRIES = 1000;

/** An end is told to whoever was told of what ended; what is no problem, to all who hear of everything. */
function concerns({ kind, severity, was = severity }: Message, { least }: Receiver): boolean {
  if (kind === 'test' || least === 'warning') return true;
  return severities.indexOf(was) <= severities.indexOf(least);
}

/**
 * What is tried next; where nothing is due, what will be first. Receivers that are failing, in the order in which they did, come after
 * the others, and the least tried comes first: what never arrives holds up nothing else. Of one key nothing overtakes another: an end
 * that came before its problem would leave a pager ringing.
 */
export function nextEntry({ outbox }: Notebook, now: Instant, failing: ReadonlySet<string>): Entry | undefined {
  const inTurn = Map.groupBy(outbox, ({ receiver, message }) => `${receiver} ${message.key}`);
  const heads = [...inTurn.values()].flatMap(([oldest]) => oldest ?? []);
  const last = [...failing];
  const [due] = heads
    .filter(({ nextAt }) => nextAt <= now)
    .toSorted(
      (one, other) => last.indexOf(one.receiver) - last.indexOf(other.receiver) || one.attempts - other.attempts,
    );
  return due ?? heads.toSorted((one, other) => one.nextAt - other.nextAt)[0];
}
