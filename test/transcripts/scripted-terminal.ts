import type { Terminal } from '../../src/faces/cli/terminal.ts';

export interface ScriptedTerminal extends Terminal {
  saidOnOut(): string;
  saidOnErr(): string;
}

/** A terminal without colours at which somebody gives these answers; without answers nobody is there. */
export function scriptedTerminal(answers: readonly string[], folder: string): ScriptedTerminal {
  const [out, err]: [string[], string[]] = [[], []];
  const left = [...answers];
  const screen = (said: string[]) => ({
    isTerminal: false,
    columns: 100,
    write: (text: string) => void said.push(text),
  });
  return {
    out: screen(out),
    err: screen(err),
    canAsk: answers.length > 0,
    environment: {},
    folder,
    userId: 0,
    ask: async (question) => {
      const answer = left.shift();
      err.push(`${question}${answer ?? ''}\n`);
      return answer;
    },
    flush: async () => undefined,
    onSignal: () => () => undefined,
    leave: (status) => {
      throw new Error(`left with ${String(status)}`);
    },
    saidOnOut: () => out.join(''),
    saidOnErr: () => err.join(''),
  };
}
