import type { ErrorCode } from '../../core/errors.ts';
import type { ErrorExplanation } from '../../core/errors/explanation.ts';
import { remediesText } from './remedies-text.ts';
import { plainStyle, type Style } from './style.ts';
import { indented, wrapped } from './display-width.ts';

/** The page of an error for a terminal: `perennial explain CODE`. */
export function errorExplanationText(
  code: ErrorCode,
  { title, meaning, state, mend }: ErrorExplanation,
  style: Style = plainStyle,
  width = 100,
): string {
  const heading = (text: string): string => style.strong(style.words(text));
  const sections = [
    [style.strong(`${title}  ${style.words(`[error ${code}]`)}`)],
    wrapped(meaning, width),
    [heading('What has become of the node'), ...indented(state, width)],
    [heading('What to do'), ...remediesText(mend, style, width)],
  ];
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
