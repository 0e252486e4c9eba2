import type { Finding } from '../../core/check/finding.ts';
import type { Verdict } from '../../core/check/verdict.ts';
import type { Inventory } from '../../core/inventory.ts';
import type { Policy } from '../../core/policy.ts';

/** What every format of a report is made from: one look at a node, and what was thought of it under which policy. */
export interface Examined {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly policy: Policy;
}
