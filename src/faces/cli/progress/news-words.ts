import { counted } from '../../../core/check/words.ts';
import { describedStep } from '../../../core/plan/describe.ts';
import type { Stage, Step } from '../../../core/plan/plan.ts';
import type { News } from '../../../ports/news.ts';
import { printable } from '../printable.ts';

export function stageWords(stage: Stage, number: number, of: number): string {
  return `[${String(number)}/${String(of)}] ${printable(stage.name)}`;
}

/** The step in one line, however many things it touches. */
export function stepWords(step: Step): string {
  const [first = step.kind, ...others] = describedStep(step);
  const more = others.length === 0 ? '' : `, and ${String(others.length)} more`;
  return printable(first.replace(/\s+/g, ' ')) + more;
}

export function turnWords({ why }: Extract<News, { kind: 'turn-awaited' }>): string {
  return `waiting for the turn of this node: ${printable(why)}`;
}

export function uncoordinatedWords({ why }: Extract<News, { kind: 'uncoordinated' }>): string {
  const advice = 'if there are other control planes, change none of them until this has ended';
  return `nothing sees to it that one control plane is changed at a time (${printable(why)}): ${advice}`;
}

export function notPublishedWords({ why }: Extract<News, { kind: 'not-published' }>): string {
  return `the other nodes were not told how this one is: ${printable(why)}`;
}

export function metricsNotWrittenWords({ path, why }: Extract<News, { kind: 'metrics-not-written' }>): string {
  return `${printable(path)} was not brought up to date, and monitoring sees what it saw before: ${printable(why)}`;
}

/** What became of telling people. */
export function messageWords(news: MessageNews): string {
  switch (news.kind) {
    case 'not-told':
      return `nobody was told: ${printable(news.why)}`;
    case 'messages-waiting':
      return `${counted(news.count, 'message')} could not be delivered yet (${printable(news.why)}): the next look tries again`;
    case 'message-dropped':
      return `${printable(news.receiver)} is not told ${JSON.stringify(printable(news.title))}: ${printable(news.why)}`;
    case 'no-heartbeat':
      return `the heartbeat did not arrive: ${printable(news.why)}`;
  }
}

type MessageNews = Extract<News, { kind: 'not-told' | 'messages-waiting' | 'message-dropped' | 'no-heartbeat' }>;

export function gapWords({ milliseconds, failures }: Extract<News, { kind: 'api-gap' }>): string {
  const away = milliseconds < 1000 ? `${String(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  return `the API server did not answer for ${away}: ${counted(failures, 'request')} failed`;
}
