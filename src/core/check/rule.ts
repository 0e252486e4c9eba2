import type { Inventory } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import type { Finding } from './finding.ts';

/** One thing that can be wrong with a node: every case of it in the inventory, in the inventory's order. */
export type Rule = (inventory: Inventory, policy: Policy) => readonly Finding[];
