/**
 * The flags of a command line, dashes removed, the last one winning. `--flag=value`, `--flag value` and `-flag` are understood,
 * and so is a shell's one-string command line. A flag without value is `true`.
 */
export function flagsOf(commandLine: readonly string[]): Readonly<Record<string, string>> {
  const words = commandLine.flatMap(unwrapped);
  const flags = words.flatMap((word, index) => flagAt(word, words[index + 1]));
  return Object.fromEntries(flags);
}

/** `sh -c "exec kube-apiserver --a=b"` as its words. */
function unwrapped(word: string): readonly string[] {
  const trimmed = word.trim();
  return !trimmed.startsWith('-') && /\s--?[a-z]/.test(trimmed) ? trimmed.split(/[\s\\]+/) : [trimmed];
}

function flagAt(word: string, next: string | undefined): readonly (readonly [string, string])[] {
  const found = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word);
  if (found?.[1] === undefined) return [];
  const apart = next === undefined || next.startsWith('-') ? 'true' : next;
  return [[found[1], found[2] ?? apart]];
}
