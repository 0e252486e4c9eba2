import { performance } from 'node:perf_hooks';
import type { Instant } from '../../../core/instant.ts';
import { cutToWidth, displayWidth } from '../../report/display-width.ts';
import type { Style } from '../../report/style.ts';
import type { Screen } from '../terminal.ts';
import type { Progress } from './progress.ts';
import { afterMotion, finishedStage, movingText, nothingMoves, type Scene } from './scene.ts';
import { sayingOf } from './saying-of.ts';

const redrawEveryMilliseconds = 200;
const erased = '\r\u001b[K';

/** What is finished or was said stays on the screen, one line each; below it one line moves with what is under way. */
export function liveProgress(screen: Screen, style: Style, now: () => Instant = Date.now): Progress {
  let scene = nothingMoves;
  let drawn: string | undefined;
  const clear = (): void => {
    if (drawn !== undefined) screen.write(erased);
    drawn = undefined;
  };
  const draw = (): void => {
    const text = movingText(scene, { now: now(), ticks: performance.now() });
    if (text === undefined) return clear();
    const line = inOneLine(text, scene, screen.columns, style);
    if (line !== drawn) screen.write(`${erased}${line}`);
    drawn = line;
  };
  const keep = (lines: readonly string[]): void => {
    if (lines.length > 0) clear();
    for (const line of lines) screen.write(`${line}\n`);
  };
  const timer = setInterval(draw, redrawEveryMilliseconds);
  timer.unref();
  return {
    tell(news) {
      const { lines, moves } = sayingOf(news, style, now());
      const ticks = performance.now();
      const next = moves === undefined ? scene : afterMotion(scene, moves, ticks);
      keep(finishedBy(scene, next, ticks, style));
      keep(lines.filter(({ where }) => where === 'always').map(({ text }) => text));
      scene = next;
      draw();
    },
    clear,
    end() {
      clearInterval(timer);
      keep(finishedBy(scene, nothingMoves, performance.now(), style));
      scene = nothingMoves;
      clear();
    },
  };
}

/** The line of a stage that was under way and is so no more; one that failed has said so. */
function finishedBy({ stage }: Scene, next: Scene, ticks: number, style: Style): readonly string[] {
  return stage === undefined || next.stage === stage || next.hasFailed ? [] : [finishedStage(stage, ticks, style)];
}

/** A line that wraps cannot be drawn over. */
function inOneLine(text: string, { counts }: Scene, columns: number, style: Style): string {
  const ending = counts === '' ? '' : `  ${counts}`;
  const room = Math.max(10, columns - displayWidth(ending) - 1);
  return `${displayWidth(text) <= room ? text : `${cutToWidth(text, room - 3)}...`}${style.dim(ending)}`;
}
