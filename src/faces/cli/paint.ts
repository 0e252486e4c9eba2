import { plainStyle } from '../report/style.ts';
import type { Translate } from '../../core/language/language.ts';
import type { Style } from '../report/style.ts';
import type { Screen, Terminal } from './terminal.ts';

export interface PaintRequest {
  readonly terminal: Pick<Terminal, 'environment'>;
  /** False under `--no-color`. */
  readonly color: boolean;
  readonly words: Translate;
}

/**
 * No colours under https://no-color.org (any value that is not empty), `--no-color`, and on a dumb terminal. The journal is read by
 * programs, and with others than the person who set the language: it stays English.
 */
export function paintFor(screen: Screen, { terminal: { environment }, color, words }: PaintRequest): Style {
  const refused = !color || (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  const style = screen.isTerminal && !refused ? ansiStyle : plainStyle;
  return screen.isJournal === true ? style : { ...style, words };
}

const ansiStyle: Style = {
  ...plainStyle,
  good: inColour(32),
  warning: inColour(33),
  bad: inColour(31),
  dim: inColour(2),
  strong: inColour(1),
};

function inColour(code: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${String(code)}m${text}\u001b[0m`);
}
