import type { Remedy } from '../../core/check/explain/explanation.ts';
import type { Style } from './style.ts';
import { wrapped } from './display-width.ts';

/** What to do, each with its commands on lines of their own. */
export function remediesText(mend: readonly Remedy[], style: Style, width: number): readonly string[] {
  return mend.flatMap(({ text, commands = [] }) => [
    ...wrapped(text, width - 2).map((line) => `  ${line}`),
    ...commands.map((command) => `      ${style.strong(command)}`),
  ]);
}
