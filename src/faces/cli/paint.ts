import { plainStyle } from '../report/style.ts';
import type { Style } from '../report/style.ts';
import type { Screen, Terminal } from './terminal.ts';

/** https://no-color.org: any value that is not empty; `--no-color` and a dumb terminal too. */
export function paintFor(screen: Screen, { environment }: Pick<Terminal, 'environment'>, wanted: boolean): Style {
  const refused = !wanted || (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return screen.isTerminal && !refused ? ansiStyle : plainStyle;
}

const ansiStyle: Style = {
  good: inColour(32),
  warning: inColour(33),
  bad: inColour(31),
  dim: inColour(2),
  strong: inColour(1),
};

function inColour(code: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${String(code)}m${text}\u001b[0m`);
}
