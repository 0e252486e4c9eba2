import type { Instant } from '../instant.ts';
import { LONGEST_PAUSE } from './attempt.ts';
import type { Entry, Notebook } from './notebook.ts';

/**
 * The notebook as of now. Times that are still to come were written before the clock was set back, and count as now: else nothing would
 * be due, a week old, or asked for again before the clock is there once more.
 */
export function asOf(now: Instant, notebook: Notebook): Notebook {
  const { said, outbox } = notebook;
  const { problems, digestAt } = said;
  return {
    ...notebook,
    said: {
      ...said,
      problems: Object.fromEntries(
        Object.entries(problems).map(([key, problem]) => [key, { ...problem, since: Math.min(problem.since, now) }]),
      ),
      ...(digestAt !== undefined && { digestAt: Math.min(digestAt, now) }),
    },
    outbox: outbox.map((entry) => entryAsOf(now, entry)),
  };
}

function entryAsOf(now: Instant, { message, nextAt, ...entry }: Entry): Entry {
  return {
    ...entry,
    message: { ...message, at: Math.min(message.at, now) },
    nextAt: nextAt > now + LONGEST_PAUSE ? now : nextAt,
  };
}
