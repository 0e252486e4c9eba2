/** Milliseconds since the Unix epoch, UTC. The core never asks what time it is: `Inventory.takenAt` is its only now. */
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Whether a wait that began at `from` goes on. A clock that says earlier than that was set back, and knows no more how long the
 * wait was: it is over.
 */
export const isWaiting = (now: Instant, from: Instant, until: Instant): boolean => from <= now && now < until;
