import type { Explanation } from '../../core/check/explain/explanation.ts';
import type { FindingCode } from '../../core/check/finding.ts';
import { remediesText } from './remedies-text.ts';
import { plainStyle, type Style } from './style.ts';
import { indented, wrapped } from './display-width.ts';

/** The page of a finding for a terminal: `perennial explain CODE`. */
export function explanationText(code: FindingCode, page: Explanation, style: Style = plainStyle, width = 100): string {
  const { title, meaning, why, mend, ignore, sources } = page;
  const heading = (text: string): string => style.strong(style.words(text));
  const sections = [
    [style.strong(`${title}  [${code}]`)],
    wrapped(meaning, width),
    [heading('Why it matters'), ...indented(why, width)],
    [heading('What to do'), ...remediesText(mend, style, width)],
    [heading('When to leave it'), ...indented(ignore, width)],
    sources.length === 0 ? [] : [heading('Sources'), ...sources.map((source) => `  ${source}`)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return shown.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
