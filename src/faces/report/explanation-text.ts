import { explanationOf } from '../../core/check/explain/explain.ts';
import type { FindingCode } from '../../core/check/finding.ts';
import { plainStyle, type Style } from './style.ts';

/** The page of a finding for a terminal: `perennial explain CODE`. */
export function explanationText(code: FindingCode, style: Style = plainStyle, width = 100): string {
  const { title, meaning, why, mend, ignore, sources } = explanationOf(code);
  const remedies = mend.flatMap(({ text, commands = [] }) => [
    ...wrapped(text, width - 2).map((line) => `  ${line}`),
    ...commands.map((command) => `      ${style.strong(command)}`),
  ]);
  const sections = [
    [style.strong(`${title}  [${code}]`)],
    wrapped(meaning, width),
    [style.strong('Why it matters'), ...indented(why, width)],
    [style.strong('What to do'), ...remedies],
    [style.strong('When to leave it'), ...indented(ignore, width)],
    sources.length === 0 ? [] : [style.strong('Sources'), ...sources.map((source) => `  ${source}`)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return shown.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const indented = (text: string, width: number): readonly string[] =>
  wrapped(text, width - 2).map((line) => `  ${line}`);

/** Lines of at most `width` characters, broken at spaces. */
function wrapped(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
