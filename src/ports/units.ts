import type { UnitState } from '../core/inventory.ts';
import type { UnitName } from '../core/plan/plan.ts';

/** Units of this machine's systemd. Every method throws `unit-failed` where there is no systemd to ask. */
export interface Units {
  state(unit: UnitName): Promise<UnitState>;
  /** Starts it, anew where it runs; resolves when systemd says that it was started. Throws `unit-failed` when it says no. */
  restart(unit: UnitName): Promise<void>;
}
