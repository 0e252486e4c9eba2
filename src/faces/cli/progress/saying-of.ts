import type { Instant } from '../../../core/instant.ts';
import type { Step, StepKind } from '../../../core/plan/plan.ts';
import type { News } from '../../../ports/news.ts';
import type { Style } from '../../report/style.ts';
import { printable } from '../printable.ts';
import {
  adviceWords,
  afterwardsWords,
  gapWords,
  messageWords,
  notAnsweredWords,
  stageWords,
  stepWords,
  turnWords,
} from './news-words.ts';
import { outcomeWords } from './outcome-words.ts';
import type { Line, Saying } from './saying.ts';
import { inTime, withTimeLeft } from './time-left.ts';

/** The one translation of news into words. What is counted down is said anew whenever it is drawn. */
export function sayingOf(news: News, style: Style, now: Instant): Saying {
  const { words } = style;
  switch (news.kind) {
    case 'looking': {
      const text = printable(words(`looking at ${news.at}`));
      return { lines: [{ text, where: 'sign', once: 'looking' }], moves: { kind: 'look', text } };
    }
    case 'looked':
      return { lines: [], moves: { kind: 'look-over', text: printable(words(`looking at ${news.at}`)) } };
    case 'stage': {
      const text = stageWords(news, style);
      return { lines: [{ text, where: 'log' }], moves: { kind: 'stage', text } };
    }
    case 'step-started':
      return started(news, style);
    case 'step-done': {
      const where = worthALine[news.step.kind] ? 'log' : 'detail';
      return { lines: outcomeWords(news.step, news.facts, style).map((text) => ({ text, where, isInner: true })) };
    }
    case 'step-failed':
      return { lines: [{ ...failure(news, style), priority: 'err', isInner: true }], moves: { kind: 'stage-failed' } };
    case 'rolling-back':
      return { lines: [undoing(news, style)], moves: { kind: 'stage-failed' } };
    case 'waiting':
      return waited(news, `waiting: ${news.why}`, { now, style, where: 'log' });
    case 'time-given':
      return waited(news, news.to, { now, style, where: 'detail' });
    case 'turn-awaited': {
      const text = (at: Instant) => withTimeLeft(turnWords(news, style), news.until, at, style);
      const counts = news.until === undefined ? 'up' : 'down';
      return { lines: [{ text: text(now), where: 'always' }], moves: { kind: 'wait', text, counts } };
    }
    case 'resting':
      return {
        lines: [],
        moves: { kind: 'wait', text: (at) => words(`next look in ${inTime(news.until, at)}`), counts: 'down' },
      };
    case 'witness':
      return { lines: [], moves: { kind: 'counts', text: countWords(news, style) } };
    case 'api-gap':
      return { lines: [warningLine(gapWords(news, style), style, { isInner: true })] };
    case 'uncoordinated':
    case 'still-refused':
      return { lines: [warningLine(adviceWords(news, style), style)] };
    case 'not-published':
    case 'report-not-saved':
    case 'not-tidied':
    case 'metrics-not-written':
      return { lines: [noteLine(afterwardsWords(news, style), style)] };
    case 'not-answered':
      return { lines: [{ ...noteLine(notAnsweredWords(news, style), style), priority: 'err' }] };
    case 'not-told':
    case 'messages-waiting':
    case 'message-dropped':
    case 'event-not-posted':
    case 'no-heartbeat':
      return { lines: [noteLine(messageWords(news, style), style)] };
  }
}

function started({ step, number, of }: Extract<News, { kind: 'step-started' }>, style: Style): Saying {
  const [text, place] = [stepWords(step, style), `${String(number)}/${String(of)}`];
  const detail: Line = { text: `${step.id} ${text} (${place})`, where: 'detail', isInner: true };
  return { lines: [detail], moves: { kind: 'step', text: `${place} ${text}` } };
}

function failure({ step, reason }: Extract<News, { kind: 'step-failed' }>, style: Style): Line {
  const { words } = style;
  const text = `${style.bad(words('failed'))} ${stepWords(step, style)}: ${printable(words(reason))}`;
  return { text, where: 'always' };
}

function undoing({ reason }: Extract<News, { kind: 'rolling-back' }>, style: Style): Line {
  const text = `${style.warning(style.words('rolling back'))}: ${printable(style.words(reason))}`;
  return { text, where: 'always', priority: 'warning' };
}

interface Waited {
  readonly step: Step;
  readonly until?: Instant;
}

/** The reason is worth a line when it is another one than before. */
function waited(
  { step, until }: Waited,
  why: string,
  { now, style, where }: { readonly now: Instant; readonly style: Style; readonly where: Line['where'] },
): Saying {
  const text = (at: Instant) => withTimeLeft(printable(style.words(why)), until, at, style);
  return {
    lines: [{ text: text(now), where, isInner: true, once: `${step.id} ${why}` }],
    moves: { kind: 'wait', text, counts: until === undefined ? 'up' : 'down' },
  };
}

const countWords = ({ requests, failures }: Extract<News, { kind: 'witness' }>, { words }: Style): string =>
  words(`API ${String(requests)} requests, ${String(failures)} failed`);

function warningLine(text: string, style: Style, more: Partial<Line> = {}): Line {
  return { text: style.warning(text), where: 'always', priority: 'warning', ...more };
}

function noteLine(text: string, style: Style): Line {
  return { text: `${style.warning(style.words('note:'))} ${text}`, where: 'always', priority: 'warning' };
}

/** What takes time or proves something. */
const worthALine: Readonly<Record<StepKind, boolean>> = {
  keep: false,
  issue: false,
  merge: false,
  refer: false,
  install: true,
  drain: true,
  restart: true,
  unit: true,
  prove: true,
  await: true,
  remake: true,
  heartbeat: true,
  gate: true,
  admit: true,
};
