import type { ClusterEvent } from '../core/events/cluster-event.ts';
import type { Instant } from '../core/instant.ts';
import type { Reading } from '../core/inventory.ts';

/** Where `kubectl get events` and `kubectl describe node` look. */
export interface Events {
  /** One that is there already, by its name, will do. Throws `api-unavailable`. */
  post(event: ClusterEvent, at: Instant): Promise<void>;
}

/** Where a node remembers what its Events said last: a schedule's process ends with each look. */
export interface SentEventsFile {
  /** Its text; never throws for what the file can be. */
  read(): Promise<Reading<string>>;
  /** All of the text is on disk when it returns, or what was there before: never a part. */
  replace(text: string): Promise<void>;
}
