import type { PublishedReport } from '../cluster/node-report.ts';
import type { PerennialError } from '../errors.ts';
import type { Inventory, Reach, Reading, UnitState } from '../inventory.ts';
import type { Path } from '../names.ts';
import type { Policy } from '../policy.ts';
import type { Cramped } from '../schedule/room.ts';
import type { FolderFacts, MachineFacts } from './machine-facts.ts';

/** Everything that was looked at before anything is judged. What is absent was not to be looked at in this reach. */
export interface Examination {
  readonly reach: Reach;
  readonly machine: MachineFacts;
  /** PRETTY_NAME of os-release(5). */
  readonly system?: string;
  readonly configuration: { readonly path: Path; readonly isThere: boolean; readonly problem?: Trouble };
  /** The defaults where the configuration is wrong. */
  readonly policy: Policy;
  readonly inventory: Tried<Inventory>;
  readonly cramped: readonly Cramped[];
  readonly kubeletUnit?: Tried<UnitState>;
  /** How etcd is on all members; undefined inside: well. Absent where it cannot or need not be asked. */
  readonly etcd?: { readonly problem?: string };
  readonly room: { readonly freeBytes: number; readonly problem?: string };
  readonly stateFolder?: { readonly path: Path; readonly facts: Reading<FolderFacts> };
  readonly schedule?: Tried<readonly ScheduleStanding[]>;
  /** The unit of the timer's service, by property; absent where there is no systemd. */
  readonly service?: UnitProperties;
  /** What the other control planes published; absent where there are none, or where the API server does not answer. */
  readonly reports?: Tried<readonly PublishedReport[]>;
  /** What would be in the way if everything had to be renewed now. */
  readonly obstacle?: Trouble;
}

export type Trouble = Pick<PerennialError, 'code' | 'message' | 'hint' | 'next' | 'file' | 'line'>;

export type Tried<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'failed'; readonly why: Trouble };

export interface ScheduleStanding {
  readonly scheduler: string;
  readonly current: boolean;
  readonly next?: string;
}

export type UnitProperties = Readonly<Record<string, string>>;

/** `Name=value` lines. */
export function unitPropertiesIn(text: string): UnitProperties {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );
}
