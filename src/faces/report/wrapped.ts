/** Lines of at most `width` characters, broken at spaces. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

export const indented = (text: string, width: number): readonly string[] =>
  wrapped(text, width - 2).map((line) => `  ${line}`);
