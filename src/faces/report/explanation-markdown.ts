import { explanationOf, findingCodes } from '../../core/check/explain/explain.ts';
import type { Remedy } from '../../core/check/explain/explanation.ts';
import type { FindingCode } from '../../core/check/finding.ts';

/** The page of a finding for the documentation. */
export function explanationMarkdown(code: FindingCode): string {
  const { title, meaning, why, mend, ignore, sources } = explanationOf(code);
  const parts = [
    `# ${title}`,
    `Code: \`${code}\``,
    meaning,
    '## Why it matters',
    why,
    '## What to do',
    ...mend.map(remedyMarkdown),
    '## When to leave it',
    ignore,
    ...(sources.length === 0 ? [] : ['## Sources', sources.map((source) => `- ${sourceMarkdown(source)}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all pages. */
export function explanationIndexMarkdown(): string {
  const rows = findingCodes.map((code) => `| [${code}](${code}.md) | ${explanationOf(code).title} |`);
  const head = ['# What perennial finds', 'Each page is also shown by `perennial explain CODE`.'];
  return `${[...head, ['| code | what it says |', '| --- | --- |', ...rows].join('\n')].join('\n\n')}\n`;
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
