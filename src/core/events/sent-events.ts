import * as z from 'zod/mini';
import type { Instant } from '../instant.ts';
import type { EventReason } from './cluster-event.ts';

/** By reason, what this node's last Event said. */
export type SentEvents = Readonly<Partial<Record<EventReason, SentEvent>>>;

export interface SentEvent {
  readonly at: Instant;
  /** The run it told of. */
  readonly run?: string;
}

/** As it was saved; nothing sent where that is unreadable: one Event too many is all that comes of it. */
export function savedSentEvents(text: string): SentEvents {
  try {
    const { data } = z.safeParse(shape, JSON.parse(text));
    return (data?.sent ?? {}) as SentEvents;
  } catch {
    return {};
  }
}

export const sentEventsText = (sent: SentEvents): string => JSON.stringify({ format: 1, sent });

const one = z.optional(z.object({ at: z.number(), run: z.optional(z.string()) }));
const shape = z.object({
  format: z.literal(1),
  sent: z.object({
    CertificateExpiring: one,
    CACertificateExpiring: one,
    CertificatesRenewed: one,
    CertificateRenewalFailed: one,
    CertificateRolledBack: one,
  }),
});
