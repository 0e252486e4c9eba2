import { createHash } from 'node:crypto';
import { MINUTE, SECOND } from '../instant.ts';
import { NEEDED_REST, type Window } from './window.ts';

/** Nodes do not all look in the same second, and each in time for a window that is still open for long enough. */
export function spreadOf(window: Window | undefined): number {
  if (window === undefined) return 60 * MINUTE;
  return Math.min(60 * MINUTE, Math.floor((window.length - NEEDED_REST) / 2 / SECOND) * SECOND);
}

/** 32 bits that are always the same for a name, and others for the next one. */
export function ownNumberOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE();
}
