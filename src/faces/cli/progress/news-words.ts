import { counted } from '../../../core/check/words.ts';
import { describedStep } from '../../../core/plan/describe.ts';
import type { Step } from '../../../core/plan/plan.ts';
import type { News } from '../../../ports/news.ts';
import type { Style } from '../../report/style.ts';
import { printable } from '../printable.ts';

export function stageWords({ stage, number, of }: Extract<News, { kind: 'stage' }>, { words }: Style): string {
  return `[${String(number)}/${String(of)}] ${printable(words(stage.name))}`;
}

/** The step in one line, however many things it touches. */
export function stepWords(step: Step, { words }: Style): string {
  const [first = step.kind, ...others] = describedStep(step);
  const more = others.length === 0 ? '' : words(`, and ${String(others.length)} more`);
  return printable(words(first).replace(/\s+/g, ' ')) + more;
}

export function turnWords({ why }: Extract<News, { kind: 'turn-awaited' }>, { words }: Style): string {
  return printable(words(`waiting for the turn of this node: ${why}`));
}

/** What nothing sees to, and what a person does about it. */
export function adviceWords(
  news: Extract<News, { kind: 'uncoordinated' | 'still-refused' }>,
  { words }: Style,
): string {
  return printable(words(news.kind === 'uncoordinated' ? uncoordinated(news.why) : stillRefused(news)));
}

function uncoordinated(why: string): string {
  const advice = 'if there are other control planes, change none of them until this has ended';
  return `nothing sees to it that one control plane is changed at a time (${why}): ${advice}`;
}

function stillRefused({ port, why }: Extract<News, { kind: 'still-refused' }>): string {
  const advice = 'perennial resume opens it, also where no run is open';
  return `port ${String(port)} may still refuse new connections from outside (${why}): ${advice}`;
}

type AfterNews = Extract<News, { kind: 'report-not-saved' | 'not-tidied' | 'not-published' | 'metrics-not-written' }>;

/** What was done is done: who should see it afterwards does not, or not all of it. */
export function afterwardsWords(news: AfterNews, { words }: Style): string {
  switch (news.kind) {
    case 'report-not-saved':
      return printable(words(`the report of the run ${news.run} was not saved: ${news.why}`));
    case 'not-tidied':
      return printable(words(`old runs and keys were not removed: ${news.why}`));
    case 'not-published':
      return printable(words(`the other nodes were not told how this one is: ${news.why}`));
    case 'metrics-not-written':
      return printable(
        words(`${news.path} was not brought up to date, and monitoring sees what it saw before: ${news.why}`),
      );
  }
}

export function notAnsweredWords({ path, why }: Extract<News, { kind: 'not-answered' }>, { words }: Style): string {
  return printable(words(`${path} could not be answered: ${why}`));
}

/** What became of telling people. */
export function messageWords(news: MessageNews, { words }: Style): string {
  switch (news.kind) {
    case 'not-told':
      return printable(words(`nobody was told: ${news.why}`));
    case 'messages-waiting':
      return printable(
        words(`${counted(news.count, 'message')} could not be delivered yet (${news.why}): the next look tries again`),
      );
    case 'message-dropped':
      return printable(words(`${news.receiver} is not told ${JSON.stringify(news.title)}: ${news.why}`));
    case 'event-not-posted':
      return printable(words(`the Event ${news.reason} could not be posted: ${news.why}`));
    case 'no-heartbeat':
      return printable(words(`the heartbeat did not arrive: ${news.why}`));
  }
}

type MessageNews = Extract<
  News,
  { kind: 'not-told' | 'messages-waiting' | 'message-dropped' | 'event-not-posted' | 'no-heartbeat' }
>;

export function gapWords({ milliseconds, failures }: Extract<News, { kind: 'api-gap' }>, { words }: Style): string {
  const away = milliseconds < 1000 ? `${String(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return words(`the API server did not answer for ${away}: ${counted(failures, 'request')} failed`);
}
