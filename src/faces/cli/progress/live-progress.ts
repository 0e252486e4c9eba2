import { performance } from 'node:perf_hooks';
import type { News } from '../../../ports/news.ts';
import { cutToWidth, displayWidth } from '../../report/display-width.ts';
import type { Style } from '../../report/style.ts';
import { printable } from '../printable.ts';
import type { Screen } from '../terminal.ts';
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
import type { Progress } from './progress.ts';

/** What the moving line shows. */
interface Scene {
  stage: string;
  stageBegun: number;
  step: string;
  stepBegun: number;
  witness: string;
}

const redrawEveryMilliseconds = 200;

/** Finished stages stay on the screen, one line each; below them one line moves with the step under way. */
export function liveProgress(screen: Screen, paint: Style): Progress {
  const scene: Scene = { stage: '', stageBegun: 0, step: '', stepBegun: 0, witness: '' };
  const redraw = () => screen.write(`\r\u001b[K${movingLine(scene, screen.columns, paint)}`);
  const timer = setInterval(() => scene.stage !== '' && redraw(), redrawEveryMilliseconds);
  timer.unref();
  const keepLine = (text: string) => screen.write(`\r\u001b[K${text}\n`);
  return {
    tell(news) {
      for (const line of linesKept(news, scene, paint)) keepLine(line);
      remember(news, scene, paint);
      if (scene.stage !== '') redraw();
    },
    end() {
      clearInterval(timer);
      if (scene.stage === '') return;
      keepLine(finished(scene, paint));
      scene.stage = '';
    },
  };
}

function linesKept(news: News, scene: Scene, paint: Style): readonly string[] {
  switch (news.kind) {
    case 'stage':
      return scene.stage === '' ? [] : [finished(scene, paint)];
    case 'step-failed':
      return [
        `${paint.bad(paint.words('failed'))} ${stepWords(news.step, paint)}: ${printable(paint.words(news.reason))}`,
      ];
    case 'turn-awaited':
      return [turnWords(news, paint)];
    case 'uncoordinated':
      return [paint.warning(uncoordinatedWords(news, paint))];
    case 'rolling-back':
      return [`${paint.warning(paint.words('rolling back'))}: ${printable(paint.words(news.reason))}`];
    case 'not-published':
      return [`${paint.warning(paint.words('note:'))} ${notPublishedWords(news, paint)}`];
    case 'metrics-not-written':
      return [`${paint.warning(paint.words('note:'))} ${metricsNotWrittenWords(news, paint)}`];
    case 'not-told':
    case 'messages-waiting':
    case 'message-dropped':
    case 'event-not-posted':
    case 'no-heartbeat':
      return [`${paint.warning(paint.words('note:'))} ${messageWords(news, paint)}`];
    case 'api-gap':
      return [paint.warning(gapWords(news, paint))];
    case 'step-started':
    case 'step-done':
    case 'waiting':
    case 'witness':
      return [];
  }
}

function remember(news: News, scene: Scene, paint: Style): void {
  switch (news.kind) {
    case 'stage':
      scene.stage = stageWords(news, paint);
      scene.step = '';
      scene.stageBegun = performance.now();
      return;
    case 'step-started':
      scene.step = stepWords(news.step, paint);
      scene.stepBegun = performance.now();
      return;
    case 'waiting':
      scene.step = printable(paint.words(`waiting: ${news.why}`));
      return;
    case 'step-failed':
    case 'rolling-back':
      scene.stage = '';
      return;
    case 'witness':
      scene.witness = paint.words(`API ${String(news.requests)} requests, ${String(news.failures)} failed`);
      return;
    case 'step-done':
    case 'turn-awaited':
    case 'uncoordinated':
    case 'not-published':
    case 'metrics-not-written':
    case 'not-told':
    case 'messages-waiting':
    case 'message-dropped':
    case 'event-not-posted':
    case 'no-heartbeat':
    case 'api-gap':
  }
}

const finished = ({ stage, stageBegun }: Scene, paint: Style): string => `${stage}  ${paint.dim(elapsed(stageBegun))}`;

/** Cut to one line: a line that wraps cannot be drawn over. */
function movingLine({ stage, step, stepBegun, witness }: Scene, columns: number, paint: Style): string {
  const ending = witness === '' ? '' : `  ${witness}`;
  const room = Math.max(10, columns - displayWidth(ending) - 1);
  const text = step === '' ? stage : `${stage}: ${step} ${elapsed(stepBegun)}`;
  return `${displayWidth(text) <= room ? text : `${cutToWidth(text, room - 3)}...`}${paint.dim(ending)}`;
}

const elapsed = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
