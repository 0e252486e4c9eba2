import type { Instant } from '../instant.ts';
import type { Message } from './message.ts';
import { nothingSaid, type Said } from './said.ts';

/**
 * What is remembered between two looks: what was said, and what is still on its way. Both in one file that is replaced whole, so that
 * nothing is marked as said that is not on its way.
 */
export interface Notebook {
  readonly format: 1;
  readonly said: Said;
  readonly outbox: readonly Entry[];
  /** What nobody will be told any more, since the notebook was begun. */
  readonly dropped: number;
  /** The last ones of them. */
  readonly lastDropped: readonly Dropped[];
}

/** A message on its way to one receiver. */
export interface Entry {
  readonly message: Message;
  /** Its name in the configuration. */
  readonly receiver: string;
  readonly attempts: number;
  /** Not tried again before. */
  readonly nextAt: Instant;
  /** What came of the last attempt. */
  readonly why?: string;
}

export interface Dropped {
  readonly receiver: string;
  readonly title: string;
  readonly at: Instant;
  readonly why: string;
}

export const emptyNotebook: Notebook = {
  format: 1,
  said: nothingSaid,
  outbox: [],
  dropped: 0,
  lastDropped: [],
};
