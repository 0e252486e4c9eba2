import { DAY, type Instant } from '../instant.ts';
import type { Policy, Threshold, Thresholds } from '../policy.ts';
import type { Certificate } from '../x509/certificate.ts';

/** A certificate under the name that the policy knows it by. */
export interface Held {
  readonly name: string;
  readonly certificate: Certificate;
  /** What signed it, up to a trust anchor; where unknown, `signer` is taken for it. */
  readonly authorities?: readonly Certificate[];
  /** What would sign its successor. */
  readonly signer?: Certificate;
  readonly policy: Policy;
}

/** What the policy says about this certificate: its own entry over the general one. */
export function thresholdsFor(name: string, policy: Policy): Thresholds {
  return { ...policy.thresholds, ...policy.certificates[name] };
}

/** When it stops being accepted: nobody verifies it beyond the end of what signed it (RFC 5280 6.1.3). */
export function effectiveEnd(certificate: Certificate, authorities: readonly Certificate[]): Instant {
  return Math.min(certificate.notAfter, ...authorities.map(({ notAfter }) => notAfter));
}

/**
 * From when on the policy wants it renewed. A certificate that already reaches its signer's end is due at that end, not before:
 * nothing is issued beyond it, so a renewal would gain nothing.
 */
export function renewalDueAt(held: Held): Instant {
  const end = effectiveEnd(held.certificate, authoritiesOf(held));
  if (held.signer !== undefined && end >= held.signer.notAfter) return end;
  return end - limitOf(thresholdsFor(held.name, held.policy).renewal, lifetimeOf(held));
}

export type Urgency = 'over' | 'critical' | 'warning' | 'due' | 'none';

/** Where a certificate stands at `now`. It is valid through the very instant of its end (RFC 5280 4.1.2.5). */
export function urgencyOf(held: Held, now: Instant): Urgency {
  const left = effectiveEnd(held.certificate, authoritiesOf(held)) - now;
  const limits = thresholdsFor(held.name, held.policy);
  const lifetime = lifetimeOf(held);
  if (left < 0) return 'over';
  if (left <= limitOf(limits.critical, lifetime)) return 'critical';
  if (left <= limitOf(limits.warning, lifetime)) return 'warning';
  return renewalDueAt(held) <= now ? 'due' : 'none';
}

/** Milliseconds before the end from which on the threshold applies. */
export function limitOf({ duration, percent }: Threshold, lifetime: number): number {
  return Math.min(duration, (lifetime * percent) / 100);
}

/**
 * How long it was meant to live, in milliseconds. kubeadm before 1.31 dates a leaf back to the day its authority was born
 * (kubernetes/kubernetes#113618), so such a leaf tells nothing; those versions always issue for a year.
 */
export function lifetimeOf(held: Pick<Held, 'certificate' | 'authorities' | 'signer'>): number {
  const { notBefore, notAfter } = held.certificate;
  const datedBack = authoritiesOf(held).some((authority) => authority.notBefore === notBefore);
  return datedBack ? Math.min(notAfter - notBefore, 365 * DAY) : notAfter - notBefore;
}

function authoritiesOf({ authorities, signer }: Pick<Held, 'authorities' | 'signer'>): readonly Certificate[] {
  return authorities ?? (signer === undefined ? [] : [signer]);
}
