import type { Instant } from '../instant.ts';
import type { Entry, Notebook } from './notebook.ts';

/** The notebook without these entries: why nobody is told of them is kept, of the last ones. */
export function withoutDropped(notebook: Notebook, entries: readonly Entry[], why: string, at: Instant): Notebook {
  const dropped = entries.map(({ message, receiver }) => ({ receiver, title: message.title, at, why }));
  return {
    ...notebook,
    outbox: notebook.outbox.filter((entry) => !entries.includes(entry)),
    dropped: notebook.dropped + dropped.length,
    lastDropped: [...notebook.lastDropped, ...dropped].slice(-SHOWN_DROPPED),
  };
}

const SHOWN_DROPPED = 10;
