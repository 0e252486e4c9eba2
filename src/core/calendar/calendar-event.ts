import type { Instant } from '../instant.ts';

/** `due`: may be renewed from then on; `reminder`: a reminder of an end, days before it; `authority-ends`: a CA has to be replaced. */
export type CalendarEventKind = 'window' | 'due' | 'reminder' | 'ends' | 'authority-ends';

/** Something to know about one day (UTC). */
export interface CalendarEvent {
  readonly kind: CalendarEventKind;
  /** The same for the same thing of the same certificate, whatever its day: a renewal moves it. */
  readonly key: readonly string[];
  readonly at: Instant;
  /** Since when it is on this day: later whenever the day moved by a renewal. */
  readonly movedAt: Instant;
  readonly title: string;
  readonly detail: string;
}
