import type { Explanation } from '../../core/check/explain/explanation.ts';
import type { FindingCode } from '../../core/check/finding.ts';
import { wrapped } from './display-width.ts';
import { plainStyle, type Style } from './style.ts';

/** The page of a finding for a terminal: `perennial explain CODE`. */
export function explanationText(code: FindingCode, page: Explanation, style: Style = plainStyle, width = 100): string {
  const { title, meaning, why, mend, ignore, sources } = page;
  const heading = (text: string): string => style.strong(style.words(text));
  const remedies = mend.flatMap(({ text, commands = [] }) => [
    ...wrapped(text, width - 2).map((line) => `  ${line}`),
    ...commands.map((command) => `      ${style.strong(command)}`),
  ]);
  const sections = [
    [style.strong(`${title}  [${code}]`)],
    wrapped(meaning, width),
    [heading('Why it matters'), ...indented(why, width)],
    [heading('What to do'), ...remedies],
    [heading('When to leave it'), ...indented(ignore, width)],
    sources.length === 0 ? [] : [heading('Sources'), ...sources.map((source) => `  ${source}`)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return shown.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const indented = (text: string, width: number): readonly string[] =>
  wrapped(text, width - 2).map((line) => `  ${line}`);
