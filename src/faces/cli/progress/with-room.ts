import type { Screen, Terminal } from '../terminal.ts';
import type { Progress } from './progress.ts';

/** The terminal on which everybody else writes: the line that moves is out of the way before anything is written. */
export function withRoom(terminal: Terminal, { clear }: Pick<Progress, 'clear'>): Terminal {
  return {
    ...terminal,
    out: clearedFirst(terminal.out, clear),
    err: clearedFirst(terminal.err, clear),
    ask(question, stop) {
      clear();
      return terminal.ask(question, stop);
    },
  };
}

function clearedFirst(screen: Screen, clear: () => void): Screen {
  return {
    isTerminal: screen.isTerminal,
    get columns() {
      return screen.columns;
    },
    ...(screen.isJournal !== undefined && { isJournal: screen.isJournal }),
    write(text, priority) {
      clear();
      screen.write(text, priority);
    },
  };
}
