import { DAY } from '../instant.ts';
import type { CalendarEvent } from './calendar-event.ts';

type Reminded = Pick<CalendarEvent, 'key' | 'at' | 'movedAt' | 'detail'> & {
  readonly titleOf: (daysLeft: number) => string;
};

/** Subscribed calendars are fetched seldom and often drop alarms: what reminds is an event of its own. */
export function reminders({ key, at, titleOf, ...rest }: Reminded, days: readonly number[]): readonly CalendarEvent[] {
  return days.map((count) => ({
    ...rest,
    kind: 'reminder',
    key: [`${String(count)}-days-left`, ...key],
    at: at - count * DAY,
    title: titleOf(count),
  }));
}
