import { findingsOf } from '../core/check/check.ts';
import type { Finding } from '../core/check/finding.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Decision, Due } from '../core/schedule/decision.ts';
import type { World } from '../ports/world.ts';
import type { ObserveRequest } from './requests.ts';
import { decided } from './run-scheduled.ts';

/** What `runScheduled` would have done, and what is wrong on the node. */
export interface LookReport {
  readonly inventory: Inventory;
  readonly decision: Decision;
  readonly due: readonly Due[];
  readonly findings: readonly Finding[];
}

/** Looks, judges and decides as a scheduled run does, and leaves it at that: nothing is changed, also not what is unfinished. */
export async function lookOnly(request: ObserveRequest, world: World): Promise<LookReport> {
  const { before, due, decision } = await decided(request, world);
  return { inventory: before, decision, due, findings: findingsOf(before, request.policy) };
}
