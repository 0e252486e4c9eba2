import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { Answer, Call } from '../answer.ts';
import { bashScript } from '../completion/bash-script.ts';
import { fishScript } from '../completion/fish-script.ts';
import { zshScript } from '../completion/zsh-script.ts';
import { shortened } from '../printable.ts';

const scripts: Readonly<Record<string, string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** The script that a shell reads once; what it offers it asks the program for, so it is never out of date. */
export async function completion({ args: [shell = ''] }: Call): Promise<Answer> {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script !== undefined) return { text: script, status: 0 };
  const known = Object.keys(scripts);
  const guess = didYouMean(shell, known);
  throw new PerennialError('usage', `there is no completion for ${shortened(shell)}`, {
    hint: guess === undefined ? `there is one for ${known.join(', ')}` : `did you mean ${guess}?`,
    next: 'perennial completion bash',
  });
}
