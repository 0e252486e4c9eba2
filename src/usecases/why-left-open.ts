import type { Inventory } from '../core/inventory.ts';
import { leftOpenBecause } from '../core/plan/left-open.ts';
import { savedRunReport } from '../core/plan/saved-report.ts';
import type { Policy } from '../core/policy.ts';
import { holdsOn } from '../core/schedule/holds.ts';
import type { Run } from '../ports/run.ts';

/**
 * Why a schedule leaves an unfinished run as it is; undefined where it finishes it, as it does with whatever was cut off. Whoever
 * holds this node, or left the run open on purpose, has not done with it.
 */
export async function whyLeftOpen(run: Run, before: Inventory, policy: Policy): Promise<string | undefined> {
  const [hold] = holdsOn(before, policy);
  if (hold !== undefined) return hold;
  const saved = await run.savedReport();
  return leftOpenBecause(await run.entries(), saved.kind === 'read' ? savedRunReport(saved.value) : saved);
}
