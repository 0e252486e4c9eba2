import { findingsOf } from '../core/check/check.ts';
import type { Finding } from '../core/check/finding.ts';
import { type Verdict, verdictOf } from '../core/check/verdict.ts';
import type { Inventory } from '../core/inventory.ts';
import type { World } from '../ports/world.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import { recordLook } from './record-look.ts';
import type { ObserveRequest } from './requests.ts';

export interface CheckReport {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Looks and judges; changes nothing but the history, which has what was seen. */
export async function check(world: World, request: ObserveRequest): Promise<CheckReport> {
  const inventory = await observe(world, request);
  refuseWithoutControlPlane(inventory);
  await recordLook(inventory, world);
  const findings = findingsOf(inventory, request.policy);
  return { inventory, findings, verdict: verdictOf(findings, inventory) };
}
