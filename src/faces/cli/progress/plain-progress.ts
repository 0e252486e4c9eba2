import type { StepId, StepKind } from '../../../core/plan/plan.ts';
import type { News } from '../../../ports/news.ts';
import type { Style } from '../../report/style.ts';
import { printable } from '../printable.ts';
import type { Priority, Screen } from '../terminal.ts';
import {
  gapWords,
  metricsNotWrittenWords,
  messageWords,
  notPublishedWords,
  stageWords,
  stepWords,
  turnWords,
  uncoordinatedWords,
} from './news-words.ts';
import { outcomeWords } from './outcome-words.ts';
import type { Progress } from './progress.ts';

/** One line for each thing that a reader of the log will look for; under `-v` one for each step. */
export function plainProgress(screen: Screen, paint: Style, verbose: boolean): Progress {
  const waited = new Map<StepId, string>();
  const line = (text: string, priority?: Priority) => screen.write(`${text}\n`, priority);
  return { tell: (news) => tellPlainly(news), end: () => undefined };

  function tellPlainly(news: News): void {
    switch (news.kind) {
      case 'stage':
        return line(stageWords(news, paint));
      case 'step-started':
        return verbose ? line(`      ${news.step.id} ${stepWords(news.step, paint)}`) : undefined;
      case 'step-done':
        if (verbose || worthALine[news.step.kind])
          outcomeWords(news.step, news.facts, paint).forEach((words) => line(`      ${words}`));
        return;
      case 'step-failed':
        return line(
          `      ${paint.bad(paint.words('failed'))} ${stepWords(news.step, paint)}: ${printable(paint.words(news.reason))}`,
          'err',
        );
      case 'waiting':
        // The reason is worth a line when it is another one than before.
        if (waited.get(news.step.id) !== news.why) line(`      ${printable(paint.words(`waiting: ${news.why}`))}`);
        waited.set(news.step.id, news.why);
        return;
      case 'turn-awaited':
        return line(turnWords(news, paint));
      case 'uncoordinated':
        return line(paint.warning(uncoordinatedWords(news, paint)), 'warning');
      case 'rolling-back':
        return line(`${paint.warning(paint.words('rolling back'))}: ${printable(paint.words(news.reason))}`, 'warning');
      case 'not-published':
        return line(`${paint.warning(paint.words('note:'))} ${notPublishedWords(news, paint)}`, 'warning');
      case 'metrics-not-written':
        return line(`${paint.warning(paint.words('note:'))} ${metricsNotWrittenWords(news, paint)}`, 'warning');
      case 'not-told':
      case 'messages-waiting':
      case 'message-dropped':
      case 'event-not-posted':
      case 'no-heartbeat':
        return line(`${paint.warning(paint.words('note:'))} ${messageWords(news, paint)}`, 'warning');
      case 'api-gap':
        return line(`      ${gapWords(news, paint)}`, 'warning');
      case 'witness':
        return;
    }
  }
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
