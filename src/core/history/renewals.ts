import type { Instant } from '../instant.ts';
import { kubeadmCertificate } from '../kubeadm/certificates.ts';
import { type Look, type SeenCertificate, seenIn } from './look.ts';
import { isRenewedByUpgrade } from './upgrades.ts';

/** A certificate that had a successor, and how it came to it. */
export interface Renewal {
  readonly name: string;
  /** It happened after the first of these moments, and before the second. */
  readonly after: Instant;
  readonly by: Instant;
  readonly oldSerial: string;
  readonly newSerial: string;
  readonly notAfter: Instant;
  readonly how: How;
}

/** `other`: by hand (`kubeadm certs renew`), or by something else that says nothing of itself. */
export type How =
  | { readonly kind: 'perennial'; readonly run: string }
  | { readonly kind: 'upgrade'; readonly from: string; readonly to: string }
  | { readonly kind: 'kubelet' }
  /** A certificate that was there before: a rollback, or a backup that was put back. */
  | { readonly kind: 'put-back' }
  | { readonly kind: 'other' };

/** Every renewal that the history shows, oldest first. Two between two looks are seen as one. */
export function renewalsIn(looks: readonly Look[]): readonly Renewal[] {
  return looks.flatMap((look, index) => {
    const earlier = looks.slice(0, index);
    return look.certificates.flatMap((now) => {
      const before = earlier.findLast((one) => seenIn(one, now.name) !== undefined);
      const was = before && seenIn(before, now.name);
      if (before === undefined || was === undefined || was.serial === now.serial) return [];
      const { name, serial: newSerial, notAfter } = now;
      const how = howOf(now, { before, after: look, earlier });
      return [{ name, after: before.at, by: look.at, oldSerial: was.serial, newSerial, notAfter, how }];
    });
  });
}

interface Between {
  readonly before: Look;
  readonly after: Look;
  readonly earlier: readonly Look[];
}

function howOf({ name, serial, run }: SeenCertificate, { before, after, earlier }: Between): How {
  if (earlier.some((look) => seenIn(look, name)?.serial === serial)) return { kind: 'put-back' };
  if (run !== undefined) return { kind: 'perennial', run };
  if (kubeadmCertificate(name) === undefined) return { kind: 'kubelet' };
  if (!isRenewedByUpgrade(name, before, after)) return { kind: 'other' };
  const version = ({ components }: Look): string => components['kube-apiserver']?.version ?? '';
  return { kind: 'upgrade', from: version(before), to: version(after) };
}
