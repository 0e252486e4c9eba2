import type { ErrorCode } from '../../core/errors.ts';
import { errorCodes, errorExplanationOf } from '../../core/errors/explain.ts';
import { remedyMarkdown } from './explanation-markdown.ts';

/** The page of an error for the documentation. */
export function errorExplanationMarkdown(code: ErrorCode): string {
  const { title, meaning, state, mend } = errorExplanationOf(code);
  const parts = [
    `# ${title}`,
    `Error code: \`${code}\``,
    meaning,
    '## What has become of the node',
    state,
    '## What to do',
    ...mend.map(remedyMarkdown),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function errorIndexMarkdown(): string {
  const rows = errorCodes.map((code) => `| [${code}](${code}.md) | ${errorExplanationOf(code).title} |`);
  const head = [
    '# What can go wrong',
    'An error ends with its code in brackets: `error: another perennial is at work here (lock-busy)`. Each page is also shown by `perennial explain CODE`.',
  ];
  return `${[...head, ['| code | what it says |', '| --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
}
