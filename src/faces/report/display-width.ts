/** How many columns of a terminal the text takes: a character that is wide or full-width (Unicode UAX #11) takes two, a mark none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : mark.test(character) ? 0 : 1;
  return width;
}

/** The text with spaces behind it, as wide as asked for. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The start of the text that fits. */
export function cutToWidth(text: string, width: number): string {
  let room = width;
  const fitting = [...text].findIndex((character) => (room -= displayWidth(character)) < 0);
  return fitting === -1 ? text : [...text].slice(0, fitting).join('');
}

/** Lines of at most `width` columns, broken at spaces and between Chinese characters, but not before a mark that closes (UAX #14). */
export function wrapped(text: string, width: number): readonly string[] {
  return pieces(text)
    .reduce<readonly string[]>((lines, piece) => {
      const last = lines.at(-1);
      if (last === undefined || displayWidth(last + piece.trimEnd()) > width)
        return [...lines.map((line, index) => (index === lines.length - 1 ? line.trimEnd() : line)), piece];
      return [...lines.slice(0, -1), last + piece];
    }, [])
    .map((line) => line.trimEnd());
}

/** The same, two columns to the right. */
export const indented = (text: string, width: number): readonly string[] =>
  wrapped(text, width - 2).map((line) => `  ${line}`);

const pieces = (text: string): readonly string[] => text.match(piece) ?? [];

/** What stays together: a Chinese character with the marks around it, or a word, each with the spaces behind it. */
const piece =
  /(?:[（「『《]*(?:[\u3400-\u9fff]|[^\s\u3000-\u9fff\uff00-\uffef]+)[，。、；：！？）」』》…]*|[^\s])\s*/gu;
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const mark = /\p{Mn}|\p{Me}|\u200b/u;
