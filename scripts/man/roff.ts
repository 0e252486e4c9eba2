/** Pieces of a page in the macros of man(7), which every formatter knows. */
export interface Section {
  readonly title: string;
  readonly body: readonly string[];
}

export interface Page {
  readonly name: string;
  readonly section: 1 | 5;
  /** One line, for apropos(1) and the like. */
  readonly about: string;
  readonly sections: readonly Section[];
}

/** When their words were last gone over: the day of a build would make every build another. */
const revised = '2026-11-28';

export function roffOf({ name, section, about, sections }: Page, version: string): string {
  const head = [
    `.\\" Made from the table of commands by npm run build.`,
    `.TH ${quoted(name.toUpperCase())} ${section} ${revised} ${quoted(`perennial ${version}`)} "User Commands"`,
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(about)}`,
  ];
  const rest = sections
    .filter(({ body }) => body.length > 0)
    .flatMap(({ title, body }) => [`.SH ${quoted(title)}`, ...body]);
  return `${[...head, ...rest].join('\n')}\n`;
}

export const paragraph = (text: string): readonly string[] => [escaped(text)];

/** A term with what it means, indented below it. */
export const item = (term: string, about: string): readonly string[] => ['.TP', bold(term), escaped(about)];

/** Lines as they are: examples, tables. */
export const verbatim = (lines: readonly string[]): readonly string[] => [
  '.RS 4',
  '.nf',
  ...lines.map(escaped),
  '.fi',
  '.RE',
];

/** Other pages, as man(1) names them: `perennial-renew(1)`. */
export function references(pages: readonly string[]): readonly string[] {
  return pages.map((page, index) => {
    const [, name = page, section = ''] = /^(.*)(\(\d\))$/.exec(page) ?? [];
    const mark = index < pages.length - 1 ? ',' : '';
    return `.BR ${escaped(name)} ${section}${mark}`;
  });
}

export const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** A backslash begins an escape, a hyphen could become a dash, and a full stop or quote at the beginning is a request. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
    .replace(
      /[^\n -~]/gu,
      (found) => `\\[u${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '\\(dq')}"`;
