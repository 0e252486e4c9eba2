import { spawnSync } from 'node:child_process';

/** What another program understood of an event. */
export interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly day: string;
  readonly sequence: number;
}

/** Two parsers that share no code: Debian's python3-icalendar and python3-vobject. */
export const icalendarReaders: readonly { readonly name: string; readonly program: string }[] = [
  {
    name: 'icalendar',
    program: `
import icalendar
cal = icalendar.Calendar.from_ical(text)
assert cal['VERSION'] == '2.0' and not cal.errors, cal.errors
events = list(cal.walk('VEVENT'))
assert not [e.errors for e in events if e.errors]
out = [dict(uid=str(e['UID']), summary=str(e['SUMMARY']), description=str(e['DESCRIPTION']), day=e['DTSTART'].dt.isoformat(),
            sequence=int(e['SEQUENCE'])) for e in events]`,
  },
  {
    name: 'vobject',
    program: `
import vobject
cal = vobject.readOne(text.decode())
cal.validate(raiseException=True)
out = [dict(uid=e.uid.value, summary=e.summary.value, description=e.description.value, day=e.dtstart.value.isoformat(),
            sequence=int(e.sequence.value)) for e in cal.contents.get('vevent', [])]`,
  },
];

export function readBy(program: string, text: string): readonly ReadEvent[] {
  const script = `import sys, json\ntext = sys.stdin.buffer.read()\n${program}\nprint(json.dumps(out))`;
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/python3', ['-c', script], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(`apt-get install python3-icalendar python3-vobject, or it is wrong: ${stderr}`, { cause: error });
  return JSON.parse(stdout) as readonly ReadEvent[];
}
