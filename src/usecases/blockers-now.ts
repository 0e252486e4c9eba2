import type { Inventory } from '../core/inventory.ts';
import type { Policy } from '../core/policy.ts';
import type { Blocker } from '../core/schedule/decision.ts';
import type { World } from '../ports/world.ts';

/** Everything that speaks against a change on this node now. */
export async function blockersNow(
  { reach, clock }: Inventory,
  { hold }: Policy,
  { api }: World,
): Promise<readonly Blocker[]> {
  const held: readonly Blocker[] = hold === undefined ? [] : [{ kind: 'hold', why: `the configuration says: ${hold}` }];
  // An API server that did not answer a moment ago is no reason to wait: its certificates may be why.
  if (reach !== 'full' || clock.apiServerOffsetMilliseconds === undefined) return held;
  const upgrade = await api.upgradeUnderWay();
  return upgrade === undefined ? held : [...held, { kind: 'upgrade', why: upgrade }];
}
