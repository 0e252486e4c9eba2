import { explanationOf } from '../../core/check/explain/explain.ts';
import type { FindingCode } from '../../core/check/finding.ts';
import { remediesText } from './remedies-text.ts';
import { plainStyle, type Style } from './style.ts';
import { indented, wrapped } from './wrapped.ts';

/** The page of a finding for a terminal: `perennial explain CODE`. */
export function explanationText(code: FindingCode, style: Style = plainStyle, width = 100): string {
  const { title, meaning, why, mend, ignore, sources } = explanationOf(code);
  const sections = [
    [style.strong(`${title}  [${code}]`)],
    wrapped(meaning, width),
    [style.strong('Why it matters'), ...indented(why, width)],
    [style.strong('What to do'), ...remediesText(mend, style, width)],
    [style.strong('When to leave it'), ...indented(ignore, width)],
    sources.length === 0 ? [] : [style.strong('Sources'), ...sources.map((source) => `  ${source}`)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return shown.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
