import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Exchange, sessionIn } from './session.ts';

const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.txt') && name !== 'in-chinese.txt');
const sessions = await Promise.all(
  names.map(async (name) => sessionIn(await readFile(join(import.meta.dirname, name), 'utf8'))),
);
const exchanges = sessions.flatMap((session) => session.exchanges);

/** What may stand at the end of a text for people: how it ended, or what to type next. */
const verdicts: Readonly<Record<string, RegExp>> = {
  check: /^(OK|WARNING|CRITICAL|UNKNOWN): /,
  plan: /^(nothing to do|nothing was changed|saved as .*perennial apply)/,
  renew: /^(renewed \d|nothing to do|nothing was changed|stopped in stage )/,
  rescue: /^(issued \d|carried out|nothing was changed|done here|the control plane is healthy)/,
  apply: /^(renewed \d|nothing was changed|stopped in stage )/,
  rollback: /^(rolled back the run|nothing was changed|stopped in stage )/,
  resume: /^(nothing to do|renewed \d|stopped in stage )/,
  run: /^(renewed \d|nothing is due|renewal is due|stopped in stage )/,
};

const judged = exchanges.flatMap((exchange) => {
  const command = Object.keys(verdicts).find((name) => exchange.command.startsWith(`perennial ${name}`));
  const isForPeople = !/ (-o|--format) ?\S|--help|--quiet-when-idle/.test(exchange.command);
  return command !== undefined && isForPeople ? [{ exchange, command }] : [];
});

for (const [index, { exchange, command }] of judged.entries()) {
  test(`the last line of ${exchange.command} (${String(index + 1)}) is the verdict or the next command`, () => {
    const last = lastLine(exchange);
    const pattern = last.startsWith('! ') ? /^! {2}(next|hint): |^! error: / : verdicts[command];
    assert.match(last, pattern ?? /^$/, exchange.printed.join('\n'));
  });
}

test('there are transcripts of each of these commands', () => {
  const seen = new Set(judged.map(({ command }) => command));
  assert.deepEqual([...seen.symmetricDifference(new Set(Object.keys(verdicts)))], []);
});

/** What stands last on a terminal: stdout comes behind stderr, and a status is no line. */
function lastLine({ printed }: Exchange): string {
  return printed.filter((line) => !line.startsWith('? ') && line.trim() !== '' && line !== '!').at(-1) ?? '';
}
