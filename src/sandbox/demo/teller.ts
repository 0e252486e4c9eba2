import { styleText } from 'node:util';
import type { WriteStream } from 'node:tty';

/** What the demo says beside the real output of the commands. */
export interface Say {
  readonly plain: (text: string) => void;
  readonly chapter: (title: string, text: string) => void;
  readonly command: (words: string) => void;
  readonly proof: (holds: boolean, text: string) => void;
}

type Style = Parameters<typeof styleText>[0];

export function teller(out: WriteStream): Say {
  const styled = (style: Style, text: string) => styleText(style, text, { stream: out });
  return {
    plain: (text) => void out.write(`${text}\n`),
    chapter: (title, text) => void out.write(`\n${styled(['bold', 'cyan'], `== ${title}`)}\n${text}\n`),
    command: (words) => void out.write(`\n${styled('bold', `$ ${words}`)}\n`),
    proof: (holds, text) => void out.write(`${holds ? styled('green', 'seen') : styled('red', 'NOT SO')}  ${text}\n`),
  };
}
