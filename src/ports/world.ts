import type { Reach } from '../core/inventory.ts';
import type { Alerts } from './alerts.ts';
import type { Api } from './api.ts';
import type { Clock } from './clock.ts';
import type { Containers } from './containers.ts';
import type { Coordination } from './coordination.ts';
import type { Endpoints } from './endpoints.ts';
import type { Etcd } from './etcd.ts';
import type { Events, SentEventsFile } from './events.ts';
import type { Firewall } from './firewall.ts';
import type { HistoryFile } from './history.ts';
import type { Keys } from './keys.ts';
import type { Tell } from './news.ts';
import type { Messengers, NotebookFile } from './messengers.ts';
import type { Files, Store } from './node.ts';
import type { Reports } from './reports.ts';
import type { Lock, Runs } from './run.ts';
import type { RunNews } from './run-news.ts';
import type { ServingRequests } from './serving-requests.ts';
import type { Textfile } from './textfile.ts';
import type { Units } from './units.ts';
import type { Witness } from './witness.ts';

/** Everything a use-case may touch, on the one node it runs on. */
export interface World {
  /**
   * The machine's own name, in small letters, by which its leaders are known (`LeaseFacts.holder`). The cluster may know its Node by
   * another one: that is `Inventory.node` and `Plan.node`.
   */
  readonly hostname: string;
  /** Of perennial. */
  readonly version: string;
  /** `files`: `--root`, nothing but files may be touched; `offline`: neither API server nor ports. */
  readonly reach: Reach;
  readonly files: Files;
  /** The store of one run. */
  store(runId: string): Store;
  readonly runs: Runs;
  readonly runNews: RunNews;
  /** In a Pod with a token of its own: the node's runs are the host's, and what `runs` lists says nothing about them. */
  readonly runsUnseen?: true;
  readonly history: HistoryFile;
  readonly lock: Lock;
  /** Absent where there is nobody to agree with: a single control-plane node, `--offline`, `--root`. */
  readonly coordination?: Coordination;
  readonly containers: Containers;
  readonly endpoints: Endpoints;
  readonly firewall: Firewall;
  readonly api: Api;
  readonly etcd: Etcd;
  readonly servingRequests: ServingRequests;
  readonly alerts: Alerts;
  readonly reports: Reports;
  readonly events: Events;
  readonly sentEvents: SentEventsFile;
  readonly textfile: Textfile;
  readonly messengers: Messengers;
  readonly notebook: NotebookFile;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly units: Units;
  readonly witness: Witness;
  readonly tell: Tell;
}
