import { createHash } from 'node:crypto';
import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { calendarEvents } from '../../core/calendar/calendar-events.ts';
import { type Instant, SECOND } from '../../core/instant.ts';
import type { Translate } from '../../core/language/language.ts';
import type { Overview } from '../../core/overview/overview.ts';
import { contentLine, dateTimeValue, dateValue, textValue } from './content-line.ts';

export interface CalendarOptions {
  /** Of perennial. */
  readonly version: string;
  /** What calendars call the feed; default: perennial. */
  readonly name?: string;
  /** Where a person reads more. */
  readonly url?: string;
  /** In which language it is written; default: English. */
  readonly words?: Translate;
}

/** An iCalendar object (RFC 5545 with the properties of RFC 7986): the same text for the same overview. */
export async function calendarText(overview: Overview, options: CalendarOptions): Promise<string> {
  const events = calendarEvents(overview).map((event) => eventLines(event, overview.takenAt, options));
  return [...headLines(options), ...events.flat(), line('END', 'VCALENDAR')].join('');
}

/** A strong validator (RFC 9110 8.8.3): of the bytes. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url')}"`;
}

const line = contentLine;

const inEnglish: Translate = (text) => text;

function headLines({ version, name = 'perennial', url }: CalendarOptions): readonly string[] {
  return [
    line('BEGIN', 'VCALENDAR'),
    line('VERSION', '2.0'),
    line('PRODID', textValue(`-//perennial//perennial ${version}//EN`)),
    line('CALSCALE', 'GREGORIAN'),
    line('METHOD', 'PUBLISH'),
    line('NAME', textValue(name)),
    line('X-WR-CALNAME', textValue(name)),
    ...(url === undefined ? [] : [line('URL', url)]),
    line('REFRESH-INTERVAL;VALUE=DURATION', REFRESH),
    line('X-PUBLISHED-TTL', REFRESH),
  ];
}

/** How often a subscriber should ask again; most do so when they like. */
const REFRESH = 'PT12H';

/** Without an end, an event on a date is one day long (RFC 5545 3.6.1). */
function eventLines(
  event: CalendarEvent,
  takenAt: Instant,
  { url, words = inEnglish }: CalendarOptions,
): readonly string[] {
  return [
    line('BEGIN', 'VEVENT'),
    line('UID', uidOf(event)),
    line('DTSTAMP', dateTimeValue(takenAt)),
    line('DTSTART;VALUE=DATE', dateValue(event.at)),
    line('SUMMARY', textValue(words(event.title))),
    line('DESCRIPTION', textValue(words(event.detail))),
    line('CATEGORIES', categories[event.kind]),
    line('SEQUENCE', String(sequenceOf(event))),
    line('LAST-MODIFIED', dateTimeValue(event.movedAt)),
    line('STATUS', 'CONFIRMED'),
    line('TRANSP', 'TRANSPARENT'),
    ...(url === undefined ? [] : [line('URL', url)]),
    line('END', 'VEVENT'),
  ];
}

const categories: Readonly<Record<CalendarEvent['kind'], string>> = {
  window: 'RENEWAL WINDOW',
  due: 'RENEWAL DUE',
  reminder: 'REMINDER',
  ends: 'CERTIFICATE ENDS',
  'authority-ends': 'AUTHORITY ENDS',
};

/** RFC 7986 5.3: says nothing of what it names, and is the same wherever it is made. */
function uidOf({ key }: CalendarEvent): string {
  const digest = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `${digest.slice(0, 32)}@perennial.dev`;
}

/** RFC 5545 3.8.7.4: rises when the day moves. Nothing is remembered for it: what moved it has a time of its own. */
function sequenceOf({ movedAt }: CalendarEvent): number {
  return Math.min(Math.max(0, Math.floor((movedAt - SEQUENCES_BEGIN) / SECOND)), 2 ** 31 - 1);
}

/** So that seconds fit into 31 bits until 2088. */
const SEQUENCES_BEGIN: Instant = Date.UTC(2020, 0, 1);
