import { findingsOf } from '../src/core/check/check.ts';
import type { Inventory } from '../src/core/inventory.ts';
import { overviewOfNode } from '../src/core/overview/of-node.ts';
import type { Overview } from '../src/core/overview/overview.ts';
import { defaultPolicy, type Policy } from '../src/core/policy.ts';
import type { RunStatus } from '../src/usecases/requests.ts';

/** What is seen of the one node that was just looked at. */
export function overviewOf(
  inventory: Inventory,
  { runs = [], policy = defaultPolicy }: { readonly runs?: readonly RunStatus[]; readonly policy?: Policy } = {},
): Overview {
  const looked = { inventory, findings: findingsOf(inventory, policy), policy, runs, version: '1.2.3' };
  return { takenAt: inventory.takenAt, nodes: [overviewOfNode(looked)] };
}
