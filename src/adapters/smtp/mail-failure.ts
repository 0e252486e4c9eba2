import { reasonOf } from '../../core/errors.ts';
import { HOUR } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';

/** RFC 5321 4.2.1: 5yz of this message is for good; of the connection or the credential somebody can mend it. */
export function deliveryOfFailure(thrown: unknown, server: string): Delivery {
  const facts = factsOf(thrown);
  const { code, responseCode = 0 } = facts;
  // What it says of them may repeat what it was told.
  const said = code === 'EAUTH' ? `user and password: ${String(responseCode)}` : wordsOf(reasonOf(thrown));
  const why = `${server}: ${said}`.slice(0, 300);
  if (responseCode < 500) return { kind: 'later', why };
  return isOfMessage(facts) ? { kind: 'refused', why } : { kind: 'later', why, after: HOUR };
}

/**
 * Of the mail or of whom it is for. A sender that is not taken is a configuration's; and whom it would be for does not matter to a
 * server that wants a login first, which it may say at any command (RFC 4954 6; RFC 3463 3.8: 5.7 is about who may).
 */
function isOfMessage({ code, command, response = '', responseCode = 0 }: Facts): boolean {
  const wantsLogin =
    [530, 534, 535, 538].includes(responseCode) || (command === 'RCPT TO' && /^\d{3}[ -]5\.7\./.test(response));
  return !wantsLogin && (code === 'EMESSAGE' || (code === 'EENVELOPE' && command === 'RCPT TO'));
}

/** An answer of several lines, in one. */
export const wordsOf = (said: string | undefined): string => (said ?? '').replaceAll(/\s+/g, ' ').trim();

interface Facts {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** What nodemailer says beside its message (nodemailer/lib/errors). */
const factsOf = (thrown: unknown): Facts => (thrown instanceof Error ? (thrown as Facts) : {});
