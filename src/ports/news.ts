import type { Path } from '../core/names.ts';
import type { Facts } from '../core/plan/journal.ts';
import type { Stage, Step } from '../core/plan/plan.ts';

/** What observers are told while something runs: terminal, JSON lines, browser. Holds no secret. */
export type News =
  | { readonly kind: 'stage'; readonly stage: Stage; readonly number: number; readonly of: number }
  | { readonly kind: 'step-started'; readonly step: Step }
  | { readonly kind: 'step-done'; readonly step: Step; readonly facts: Facts; readonly already: boolean }
  | { readonly kind: 'step-failed'; readonly step: Step; readonly reason: string }
  | { readonly kind: 'waiting'; readonly step: Step; readonly why: string }
  /** Nothing was begun: other nodes come first. */
  | { readonly kind: 'turn-awaited'; readonly why: string }
  /** The work begins, and no other node is told. */
  | { readonly kind: 'uncoordinated'; readonly why: string }
  | { readonly kind: 'rolling-back'; readonly reason: string }
  /** The other nodes do not learn how this one is. */
  | { readonly kind: 'not-published'; readonly why: string }
  /** Monitoring goes on reading what it read before. */
  | { readonly kind: 'metrics-not-written'; readonly path: Path; readonly why: string }
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
