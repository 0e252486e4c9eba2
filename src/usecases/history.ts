import { type Cadence, cadenceOf } from '../core/history/cadence.ts';
import type { Look } from '../core/history/look.ts';
import { type Renewal, renewalsIn } from '../core/history/renewals.ts';
import { type Upgrade, upgradesIn } from '../core/history/upgrades.ts';
import type { Reading } from '../core/inventory.ts';
import type { World } from '../ports/world.ts';
import { readHistory } from './observe/history.ts';

/** How this node's certificates were renewed so far, as far as anybody looked. */
export interface HistoryReport {
  readonly looks: readonly Look[];
  readonly damaged: number;
  readonly renewals: readonly Renewal[];
  readonly upgrades: readonly Upgrade[];
  readonly cadence: Cadence;
}

export async function history(world: Pick<World, 'history'>): Promise<Reading<HistoryReport>> {
  const read = await readHistory(world);
  if (read.kind === 'unreadable') return read;
  const { looks, damaged } = read.kind === 'read' ? read.value : { looks: [], damaged: 0 };
  const told = { renewals: renewalsIn(looks), upgrades: upgradesIn(looks), cadence: cadenceOf(looks) };
  return { kind: 'read', value: { looks, damaged, ...told } };
}
