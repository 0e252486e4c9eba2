import type { Style } from '../../report/style.ts';
import type { Screen } from '../terminal.ts';
import type { Progress } from './progress.ts';
import type { Line } from './saying.ts';
import { sayingOf } from './saying-of.ts';

export interface Wanted {
  /** A line for each step. */
  readonly details: boolean;
  /** A line before the first question. */
  readonly signs: boolean;
}

/** One line for each thing that a reader of the log will look for, and no control character. */
export function plainProgress(screen: Screen, style: Style, { details, signs }: Wanted): Progress {
  const said = new Set<string>();
  const isWanted: Readonly<Record<Line['where'], boolean>> = { always: true, log: true, detail: details, sign: signs };
  return {
    tell(news) {
      for (const { text, where, priority, isInner, once } of sayingOf(news, style, Date.now()).lines) {
        if (!isWanted[where] || (once !== undefined && said.has(once))) continue;
        if (once !== undefined) said.add(once);
        screen.write(`${isInner === true ? '      ' : ''}${text}\n`, priority);
      }
    },
    clear: () => undefined,
    end: () => undefined,
  };
}
