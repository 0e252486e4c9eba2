import type { ErrorCode } from '../../core/errors.ts';
import { errorExplanationOf } from '../../core/errors/explain.ts';
import { remediesText } from './remedies-text.ts';
import { plainStyle, type Style } from './style.ts';
import { indented, wrapped } from './display-width.ts';

/** The page of an error for a terminal: `perennial explain CODE`. */
export function errorExplanationText(code: ErrorCode, style: Style = plainStyle, width = 100): string {
  const { title, meaning, state, mend } = errorExplanationOf(code);
  const sections = [
    [style.strong(`${title}  [error ${code}]`)],
    wrapped(meaning, width),
    [style.strong('What has become of the node'), ...indented(state, width)],
    [style.strong('What to do'), ...remediesText(mend, style, width)],
  ];
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
