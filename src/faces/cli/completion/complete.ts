import type { Surroundings } from '../surroundings.ts';
import { printable } from '../printable.ts';
import { completionOf } from './candidates.ts';
import { lookUpIn } from './look-up.ts';
import { wantedAt } from './wanted.ts';

/**
 * A line for each candidate, `WORD<TAB>what it means`, and a last one that says how the shell goes on (`:files`). Whatever fails, TAB
 * does nothing: nobody wants a message in the middle of what they type.
 */
export async function completionLines(words: readonly string[], around: Surroundings): Promise<string> {
  try {
    const { candidates, manner } = await completionOf(wantedAt(words), lookUpIn(words, around));
    const lines = candidates.map(({ word, about }) => `${printable(word)}\t${printable(about)}`);
    return `${[...lines, `:${manner}`].join('\n')}\n`;
  } catch {
    return ':done\n';
  }
}
