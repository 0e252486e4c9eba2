import type { Instant } from '../core/instant.ts';
import type { Path } from '../core/names.ts';
import type { Facts } from '../core/plan/journal.ts';
import type { Stage, Step } from '../core/plan/plan.ts';

/** What observers are told while something runs: terminal, JSON lines, browser. Holds no secret. */
export type News =
  /** A look at something that may take its time to answer: told before the first question. */
  | { readonly kind: 'looking'; readonly at: string }
  /** That look is over, however it ended. */
  | { readonly kind: 'looked'; readonly at: string }
  | { readonly kind: 'stage'; readonly stage: Stage; readonly number: number; readonly of: number }
  /** `number` of the stage's steps. */
  | { readonly kind: 'step-started'; readonly step: Step; readonly number: number; readonly of: number }
  | { readonly kind: 'step-done'; readonly step: Step; readonly facts: Facts; readonly already: boolean }
  | { readonly kind: 'step-failed'; readonly step: Step; readonly reason: string }
  /** `until`: when it is given up, or over. */
  | { readonly kind: 'waiting'; readonly step: Step; readonly why: string; readonly until?: Instant }
  /** Nothing is late: something was given this time, a grace period or a balancer's. */
  | { readonly kind: 'time-given'; readonly step: Step; readonly to: string; readonly until: Instant }
  /** Nothing was begun: other nodes come first. `until`: when this is over, or given up. */
  | { readonly kind: 'turn-awaited'; readonly why: string; readonly until?: Instant }
  /** Nothing is to be done before. */
  | { readonly kind: 'resting'; readonly until: Instant }
  /** The work begins, and no other node is told. */
  | { readonly kind: 'uncoordinated'; readonly why: string }
  | { readonly kind: 'rolling-back'; readonly reason: string }
  /** The run has ended, and the firewall does not let its port be opened. */
  | { readonly kind: 'still-refused'; readonly port: number; readonly why: string }
  /** The other nodes do not learn how this one is. */
  | { readonly kind: 'not-published'; readonly why: string }
  /** What the run did is done all the same, and in its journal. */
  | { readonly kind: 'report-not-saved'; readonly run: string; readonly why: string }
  /** Runs and keys stay for longer than they should. */
  | { readonly kind: 'not-tidied'; readonly why: string }
  /** Monitoring goes on reading what it read before. */
  | { readonly kind: 'metrics-not-written'; readonly path: Path; readonly why: string }
  /** Who asked was told that, and nothing more. */
  | { readonly kind: 'not-answered'; readonly path: string; readonly why: string }
  /** People are not told, and not what was said before. */
  | { readonly kind: 'not-told'; readonly why: string }
  /** On their way still: the next look tries again. */
  | { readonly kind: 'messages-waiting'; readonly count: number; readonly why: string }
  /** Nobody will be told this any more. */
  | { readonly kind: 'message-dropped'; readonly receiver: string; readonly title: string; readonly why: string }
  /** Who watches that looks are made does not hear of this one. */
  | { readonly kind: 'no-heartbeat'; readonly why: string }
  /** Nobody reads in the cluster what there was to say; the next look tries again. */
  | { readonly kind: 'event-not-posted'; readonly reason: string; readonly why: string }
  /** Counted so far; every now and then. */
  | { readonly kind: 'witness'; readonly requests: number; readonly failures: number }
  /** A time in which no request was answered, now that one is again. */
  | { readonly kind: 'api-gap'; readonly milliseconds: number; readonly failures: number };

export type Tell = (news: News) => void;
