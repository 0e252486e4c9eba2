import type { Given } from '../given.ts';
import type { Style } from '../../report/style.ts';
import type { Terminal } from '../terminal.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

/** A line that moves at a terminal, plain lines in a log, nothing under `-q`. */
export function progressFor(terminal: Terminal, given: Given, paint: Style): Progress {
  if (given.quiet === true) return { tell: () => undefined, end: () => undefined };
  const canMove = terminal.err.isTerminal && terminal.environment['TERM'] !== 'dumb';
  if (canMove && given.verbose !== true) return liveProgress(terminal.err, paint);
  return plainProgress(terminal.err, paint, given.verbose === true);
}
