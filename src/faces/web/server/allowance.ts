import type { Instant } from '../../../core/instant.ts';

export interface AllowanceRules {
  readonly perSecond: number;
  readonly burst: number;
  /** Of how many addresses anything is remembered. */
  readonly addresses: number;
}

export interface Allowances {
  /** Takes one request from what the address has left; else in how many seconds it may ask again. */
  readonly take: (address: string, now: Instant) => number;
  /** Takes more, and more than there is: the address waits the longer. */
  readonly charge: (address: string, now: Instant, cost: number) => void;
}

/** A token bucket for each address. */
export function allowances({ perSecond, burst, addresses }: AllowanceRules): Allowances {
  const buckets = new Map<string, { readonly left: number; readonly at: Instant }>();
  const leftOf = (address: string, now: Instant): number => {
    const { left, at } = buckets.get(address) ?? { left: burst, at: now };
    return Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
  };
  const keep = (address: string, left: number, at: Instant) => {
    buckets.delete(address);
    if (buckets.size >= addresses) forgetOldest(buckets);
    buckets.set(address, { left, at });
  };
  return {
    take(address, now) {
      const left = leftOf(address, now);
      keep(address, left < 1 ? left : left - 1, now);
      return left < 1 ? Math.ceil((1 - left) / perSecond) : 0;
    },
    charge: (address, now, cost) => keep(address, leftOf(address, now) - cost, now),
  };
}

/** A map has its keys in the order in which they came: the first is who asked longest ago. */
function forgetOldest(buckets: Map<string, unknown>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
