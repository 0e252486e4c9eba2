import { dateText } from '../../../core/check/words.ts';
import { type Opening, onClocks, openings } from '../../../core/schedule/openings.ts';
import type { Answer, Call } from '../answer.ts';
import { table } from '../table.ts';

/** When the window opens next, on the clocks of its time zone and in UTC. */
export async function windowOpenings(call: Call): Promise<Answer> {
  const { window } = (await call.observing()).policy;
  if (window === undefined)
    return answer({ msg: 'there is no window: a schedule may renew at any time', lines: [], next: [], call });
  const now = (await call.world()).clock.now();
  const next = openings(window, now)
    .take(call.given.next ?? 5)
    .toArray();
  const rows = next.map(({ opensAt, closesAt }) => [
    call.paint.words(onClocks(opensAt, window)),
    call.paint.words(onClocks(closesAt, window)),
    dateText(opensAt),
  ]);
  const heading = [`OPENS (${window.timeZone})`, 'CLOSES', 'OPENS'];
  const isOpen = next.some(({ opensAt }) => opensAt <= now);
  const lines = [...table([heading, ...rows], call.paint), ''];
  return answer({ msg: isOpen ? 'the window is open' : 'the window is closed', lines, next, call });
}

interface Said {
  readonly msg: string;
  readonly lines: readonly string[];
  readonly next: readonly Opening[];
  readonly call: Call;
}

function answer({ msg, lines, next, call }: Said): Answer {
  const document = { kind: 'Window', changed: false, msg, warnings: [], openings: next };
  return { text: `${[...lines, call.paint.words(msg)].join('\n')}\n`, document, status: 0 };
}
