import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** Every page that people read, by its path from the root of the repository. */
export const pages: readonly string[] = [
  'README.md',
  'README.zh-Hant.md',
  'CONTRIBUTING.md',
  ...globSync('docs/**/*.md', { cwd: repository }).sort(),
];

export const textOf = (page: string): string => readFileSync(join(repository, page), 'utf8');

/** One command of ours in a page. */
export interface Documented {
  readonly page: string;
  /** Without sudo, prompt, folder of the program, comment, and what it is piped into. */
  readonly command: string;
}

/** Those on lines of their own in blocks of code: people copy these. */
export function documentedCommands(program: 'perennial' | 'npm'): readonly Documented[] {
  return pages.flatMap((page) =>
    [...textOf(page).matchAll(/^ *```[a-z]*\n(.*?)^ *```$/gms)].flatMap(([, block = '']) =>
      block
        .split('\n')
        .flatMap((line) => line.replace(/\s+#\s.*$|(?<=\S) {3,}\S.*$/, '').split(/ && | \| | > |; /))
        .map((line) =>
          line
            .trim()
            .replace(/^[$#] /, '')
            .replace(/^sudo /, '')
            .replace(/^dist\//, ''),
        )
        .filter((line) => line.startsWith(`${program} `))
        .map((command) => ({ page, command })),
    ),
  );
}

/** Those within a sentence, which may leave things out. */
export function mentionedCommands(): readonly Documented[] {
  return pages.flatMap((page) =>
    [
      ...textOf(page)
        .replaceAll(/```.*?```/gs, '')
        .matchAll(/`(?:sudo )?(perennial [^`\n]+)`/g),
    ].map(([, command = '']) => ({ page, command })),
  );
}
