import type { Reading } from '../core/inventory.ts';
import type { FolderFacts, MachineFacts } from '../core/doctor/machine-facts.ts';
import type { Path } from '../core/names.ts';
import type { Standing } from '../core/schedule/standing.ts';

/** This very machine, as far as somebody who looks for a fault wants to know it. Changes nothing; nothing here throws. */
export interface Machine {
  facts(): MachineFacts;
  folder(path: Path): Promise<Reading<FolderFacts>>;
  /**
   * The file or folder, each folder on the way to it, and the same of what links among them lead to, links themselves apart: whoever
   * may change one of these decides what is found there. What is not there, or cannot be looked at, is left out.
   */
  wayTo(path: Path): Promise<readonly Standing[]>;
  /** `Name=value` lines of a unit, as `systemctl show` prints them; undefined where there is no systemd to ask. */
  unit(name: string): Promise<string | undefined>;
  /** The last lines that the journal has of a unit; undefined where there is no journal to ask. */
  journal(unit: string, lines: number): Promise<string | undefined>;
}
