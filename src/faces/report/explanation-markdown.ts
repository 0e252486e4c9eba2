import { englishPages, findingCodes } from '../../core/check/explain/explain.ts';
import type { Explanations, Remedy } from '../../core/check/explain/explanation.ts';
import type { FindingCode } from '../../core/check/finding.ts';
import type { Translate } from '../../core/language/language.ts';

/** Pages for the documentation, and the language of what stands around their texts. */
export interface Pages {
  readonly pages: Explanations;
  readonly words: Translate;
}

const inEnglish: Pages = { pages: englishPages, words: (text) => text };

/** The page of a finding for the documentation. */
export function explanationMarkdown(code: FindingCode, { pages, words }: Pages = inEnglish): string {
  const { title, meaning, why, mend, ignore, sources } = pages[code];
  const parts = [
    `# ${title}`,
    words(`Code: \`${code}\``),
    meaning,
    `## ${words('Why it matters')}`,
    why,
    `## ${words('What to do')}`,
    ...mend.map(remedyMarkdown),
    `## ${words('When to leave it')}`,
    ignore,
    ...(sources.length === 0
      ? []
      : [`## ${words('Sources')}`, sources.map((source) => `- ${sourceMarkdown(source)}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function explanationIndexMarkdown({ pages, words }: Pages = inEnglish): string {
  const rows = findingCodes.map((code) => `| [${code}](${code}.md) | ${pages[code].title} |`);
  const head = [`# ${words('What perennial finds')}`, words('Each page is also shown by `perennial explain CODE`.')];
  return `${[...head, [words('| code | what it says |'), '| --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
}

export function remedyMarkdown({ text, commands = [] }: Remedy): string {
  return commands.length === 0 ? text : `${text}\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

/** `owner/repository#12` becomes a link. */
function sourceMarkdown(source: string): string {
  return source.replace(
    /^([\w.-]+\/[\w.-]+)#(\d+)/,
    (name, repository, number) => `[${name}](https://github.com/${repository}/issues/${number})`,
  );
}
