import { spawnSync } from 'node:child_process';
import ICAL from 'ical.js';

/** What another program understood of an event. */
export interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly day: string;
  readonly sequence: number;
}

export interface IcalendarReader {
  readonly name: string;
  readonly read: (text: string) => readonly ReadEvent[];
}

/** Three parsers that share no code: Debian's python3-icalendar and python3-vobject, and Thunderbird's ical.js. */
export const icalendarReaders: readonly IcalendarReader[] = [
  {
    name: 'icalendar',
    read: inPython(`
import icalendar
cal = icalendar.Calendar.from_ical(text)
assert cal['VERSION'] == '2.0' and not cal.errors, cal.errors
events = list(cal.walk('VEVENT'))
assert not [e.errors for e in events if e.errors]
out = [dict(uid=str(e['UID']), summary=str(e['SUMMARY']), description=str(e['DESCRIPTION']), day=e['DTSTART'].dt.isoformat(),
            sequence=int(e['SEQUENCE'])) for e in events]`),
  },
  {
    name: 'vobject',
    read: inPython(`
import vobject
cal = vobject.readOne(text.decode())
cal.validate(raiseException=True)
out = [dict(uid=e.uid.value, summary=e.summary.value, description=e.description.value, day=e.dtstart.value.isoformat(),
            sequence=int(e.sequence.value)) for e in cal.contents.get('vevent', [])]`),
  },
  { name: 'ical.js', read: readByIcalJs },
];

function inPython(program: string): IcalendarReader['read'] {
  const script = `import sys, json\ntext = sys.stdin.buffer.read()\n${program}\nprint(json.dumps(out))`;
  return (text) => {
    const { status, stdout, stderr, error } = spawnSync('/usr/bin/python3', ['-c', script], {
      input: text,
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Error(`apt-get install python3-icalendar python3-vobject, or it is wrong: ${stderr}`, { cause: error });
    return JSON.parse(stdout) as readonly ReadEvent[];
  };
}

function readByIcalJs(text: string): readonly ReadEvent[] {
  const calendar = ICAL.Component.fromString(text);
  if (calendar.getFirstPropertyValue('version') !== '2.0') throw new Error('it is of another version');
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, description, startDate, sequence } = new ICAL.Event(component, { strictExceptions: true });
    return { uid, summary, description, day: startDate.toString(), sequence };
  });
}
