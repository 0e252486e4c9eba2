import type { CommandRow } from '../command-row.ts';
import type { Given } from '../given.ts';
import type { Style } from '../../report/style.ts';
import type { Terminal } from '../terminal.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

type Seen = Pick<Terminal, 'err' | 'environment'>;

export type Progressing = Pick<CommandRow, 'changes' | 'stays'>;

/** A line that moves at a terminal, plain lines in a log, nothing under `-q`. */
export function progressFor(terminal: Seen, row: Progressing, given: Given, style: Style): Progress {
  if (given.quiet === true) return { tell: () => undefined, clear: () => undefined, end: () => undefined };
  const details = given.verbose === true;
  if (!details && canMove(terminal)) return liveProgress(terminal.err, style);
  return plainProgress(terminal.err, style, { details, signs: details || givesSigns(row, given) });
}

/** Where what is drawn over what was drawn would be seen by somebody: a build server has terminals that only keep a log. */
function canMove({ err, environment }: Seen): boolean {
  const isBuild = !['', '0', 'false'].includes(environment['CI'] ?? '');
  return err.isTerminal && environment['TERM'] !== 'dumb' && !isBuild;
}

/** Of what only looks, monitoring and cron take every word for trouble, and so of what has to be silent when there is nothing to do. */
const givesSigns = ({ changes, stays }: Progressing, { quietWhenIdle }: Given): boolean =>
  changes === true && stays !== true && quietWhenIdle !== true;
