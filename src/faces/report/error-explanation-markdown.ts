import type { ErrorCode } from '../../core/errors.ts';
import { englishErrorPages, errorCodes } from '../../core/errors/explain.ts';
import type { ErrorExplanations } from '../../core/errors/explanation.ts';
import type { Translate } from '../../core/language/language.ts';
import { remedyMarkdown } from './explanation-markdown.ts';

/** Pages for the documentation, and the language of what stands around their texts. */
export interface ErrorPages {
  readonly pages: ErrorExplanations;
  readonly words: Translate;
}

const inEnglish: ErrorPages = { pages: englishErrorPages, words: (text) => text };

/** The page of an error for the documentation. */
export function errorExplanationMarkdown(code: ErrorCode, { pages, words }: ErrorPages = inEnglish): string {
  const { title, meaning, state, mend } = pages[code];
  const parts = [
    `# ${title}`,
    words(`Error code: \`${code}\``),
    meaning,
    `## ${words('What has become of the node')}`,
    state,
    `## ${words('What to do')}`,
    ...mend.map(remedyMarkdown),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function errorIndexMarkdown({ pages, words }: ErrorPages = inEnglish): string {
  const rows = errorCodes.map((code) => `| [${code}](${code}.md) | ${pages[code].title} |`);
  const head = [
    `# ${words('What can go wrong')}`,
    words(
      'An error ends with its code in brackets: `error: another perennial is at work here (lock-busy)`. Each page is also shown by `perennial explain CODE`.',
    ),
  ];
  return `${[...head, [words('| code | what it says |'), '| --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
}
