import { dateText } from '../../../core/check/words.ts';
import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { Notebook } from '../../../core/notify/notebook.ts';
import type { Receiver } from '../../../core/notify/receiver.ts';
import { notebookNow, type Tested, testMessages } from '../../../usecases/notify.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { table } from '../table.ts';

/** `notify test [NAME]` and `notify show`. */
export async function notifying(call: Call): Promise<Answer> {
  const [action = '', name] = call.args;
  switch (action) {
    case 'test':
      return testAnswer(await testMessages(await testFor(name, call), await call.world()), call);
    case 'show':
      return showAnswer(await notebookNow(await call.world()), call);
    default:
      throw new PerennialError('usage', `notify can test or show, not ${printable(action)}`, {
        next: 'perennial notify test',
      });
  }
}

/** In the language in which they will be told. */
async function testFor(name: string | undefined, call: Call) {
  const { notify, language = 'en' } = (await call.observing()).policy;
  return { ...notify, receivers: receiversNamed(name, notify?.receivers ?? []), language };
}

function receiversNamed(name: string | undefined, receivers: readonly Receiver[]): readonly Receiver[] {
  if (receivers.length === 0)
    throw new PerennialError('usage', 'the configuration names nobody who is told', {
      hint: 'notify.receivers in /etc/perennial/config.yaml: docs/messages.md has an example of each kind',
    });
  if (name === undefined) return receivers;
  const chosen = receivers.filter((receiver) => receiver.name === name);
  if (chosen.length > 0) return chosen;
  const names = receivers.map((receiver) => receiver.name);
  const guess = didYouMean(name, names);
  throw new PerennialError('unknown-name', `there is no receiver ${printable(name)}`, {
    hint: guess === undefined ? `there are ${names.join(', ')}` : `did you mean ${guess}?`,
  });
}

function testAnswer(tested: readonly Tested[], call: Call): Answer {
  const failed = tested.filter(({ delivery }) => delivery.kind !== 'delivered');
  const msg =
    failed.length === 0
      ? 'all of them took the message'
      : `${String(failed.length)} of ${String(tested.length)} did not take the message`;
  const rows = tested.map(({ receiver, delivery }) => [
    receiver,
    call.paint.words(delivery.kind),
    call.paint.words(whyOf(delivery)),
  ]);
  const document = { kind: 'NotifyTest', changed: false, msg, warnings: [], receivers: tested };
  const status = failed.length === 0 ? exitStatus.fine : exitStatus.failed;
  return {
    text: `${[...table([['RECEIVER', 'CAME OF IT', ''], ...rows], call.paint), '', call.paint.words(msg)].join('\n')}\n`,
    document,
    status,
  };
}

function whyOf(delivery: Tested['delivery']): string {
  return delivery.kind === 'delivered' ? (delivery.but ?? '') : delivery.why;
}

function showAnswer({ said, outbox, dropped, lastDropped }: Notebook, call: Call): Answer {
  const { words } = call.paint;
  const problems = Object.entries(said.problems).map(([key, { severity, since, subjects }]) => [
    words(severity),
    key,
    subjects.join(', '),
    words(`since ${dateText(since)}`),
  ]);
  const waiting = outbox.map(({ receiver, message, nextAt, why = 'not tried yet' }) => [
    receiver,
    words(message.title),
    words(`again from ${dateText(nextAt)}`),
    words(why),
  ]);
  const lost = lastDropped.map(({ receiver, title, at, why }) => [receiver, words(title), dateText(at), words(why)]);
  const msg = `${String(problems.length)} told, ${String(outbox.length)} on their way, ${String(dropped)} not told any more`;
  const lines = [
    ...section('told, and so still', problems, call),
    ...section('on their way', waiting, call),
    ...section('not told any more', lost, call),
    call.paint.words(msg),
  ];
  const document = { kind: 'Notebook', changed: false, msg, warnings: [], said, outbox, dropped, lastDropped };
  return { text: `${lines.join('\n')}\n`, document, status: exitStatus.fine };
}

function section(heading: string, rows: readonly (readonly string[])[], { paint }: Call): readonly string[] {
  if (rows.length === 0) return [];
  const [first = []] = rows;
  const titles = [paint.words(heading).toUpperCase(), ...first.slice(1).map(() => '')];
  return [...table([titles, ...rows], paint), ''];
}
