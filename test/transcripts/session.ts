/** A transcript: what it is about, then commands with what they print. */
export interface Session {
  /** The lines before the first command: prose, kept as it is. */
  readonly heading: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** `$ command`, `< answer to a question`, then stdout as it is, stderr behind `! `, and `? status` where it is not 0. */
export interface Exchange {
  readonly command: string;
  readonly answers: readonly string[];
  readonly printed: readonly string[];
}

export function sessionIn(text: string): Session {
  const [heading = '', ...blocks] = `\n${text}`.split(/\n\$ /);
  return { heading: linesOf(heading), exchanges: blocks.map(exchangeIn) };
}

export function textOfSession({ heading, exchanges }: Session): string {
  const blocks = exchanges.map(({ command, answers, printed }) =>
    [`$ ${command}`, ...answers.map((answer) => `< ${answer}`), ...printed].join('\n'),
  );
  return `${[heading.join('\n'), ...blocks].join('\n\n')}\n`;
}

function exchangeIn(block: string): Exchange {
  const [command = '', ...rest] = linesOf(block);
  const answers = rest.filter((line) => line.startsWith('< ')).map((line) => line.slice(2));
  return { command, answers, printed: rest.filter((line) => !line.startsWith('< ')) };
}

/** Blank lines at the ends only set blocks apart. */
const linesOf = (text: string): readonly string[] => text.replace(/^\n+|\s+$/g, '').split('\n');
