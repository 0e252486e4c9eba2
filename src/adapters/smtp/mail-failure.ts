import { reasonOf } from '../../core/errors.ts';
import { HOUR } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';

/** RFC 5321 4.2.1: 5yz of this message is for good; of the connection or the credential somebody can mend it. */
export function deliveryOfFailure(thrown: unknown, server: string): Delivery {
  const { code, command, responseCode = 0 } = factsOf(thrown);
  // What it says of them may repeat what it was told.
  const said = code === 'EAUTH' ? `user and password: ${String(responseCode)}` : wordsOf(reasonOf(thrown));
  const why = `${server}: ${said}`.slice(0, 300);
  if (responseCode < 500) return { kind: 'later', why };
  const isOfMessage = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'DATA');
  return isOfMessage ? { kind: 'refused', why } : { kind: 'later', why, after: HOUR };
}

/** An answer of several lines, in one. */
export const wordsOf = (said: string | undefined): string => (said ?? '').replaceAll(/\s+/g, ' ').trim();

interface Facts {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** What nodemailer says beside its message (nodemailer/lib/errors). */
const factsOf = (thrown: unknown): Facts => (thrown instanceof Error ? (thrown as Facts) : {});
