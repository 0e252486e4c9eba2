import type { Instant } from '../../../core/instant.ts';

export interface AllowanceRules {
  readonly perSecond: number;
  readonly burst: number;
  /** Of how many addresses anything is remembered. */
  readonly addresses: number;
}

/** A token bucket for each address: whether it may ask once more, else in how many seconds. */
export function allowances({ perSecond, burst, addresses }: AllowanceRules) {
  const buckets = new Map<string, { readonly left: number; readonly at: Instant }>();
  return {
    take(address: string, now: Instant, cost = 1): number {
      const before = buckets.get(address) ?? { left: burst, at: now };
      const left = Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond);
      buckets.delete(address);
      if (buckets.size >= addresses) forgetOldest(buckets);
      buckets.set(address, { left: left < cost ? left : left - cost, at: now });
      return left < cost ? Math.ceil((cost - left) / perSecond) : 0;
    },
  };
}

/** A map has its keys in the order in which they came: the first is who asked longest ago. */
function forgetOldest(buckets: Map<string, unknown>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
