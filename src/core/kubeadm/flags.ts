/**
 * The flags of a command line, dashes removed, the last one winning. `--flag=value`, `--flag value` and `-flag` are understood,
 * and so is a shell's one-string command line. A flag without value is `true`.
 */
export function flagsOf(commandLine: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(allFlags(commandLine));
}

/** The flags that are given several times, with all their values, in order. */
export function repeatedFlagsOf(commandLine: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const byName = Map.groupBy(allFlags(commandLine), ([name]) => name);
  const repeated = [...byName].filter(([, given]) => given.length > 1);
  return Object.fromEntries(repeated.map(([name, given]) => [name, given.map(([, value]) => value)]));
}

function allFlags(commandLine: readonly string[]): readonly (readonly [string, string])[] {
  const words = commandLine.flatMap(unwrapped);
  return words.flatMap((word, index) => flagAt(word, words[index + 1]));
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
