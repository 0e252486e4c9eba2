/**
 * A configuration with everything hidden that stands behind a key which sounds like a secret, unless it is the path of a file: secrets
 * are not in it, and whoever put one there all the same is not to pay for it. Line by line and not as YAML, for one that is wrong is
 * what a bundle may be about; and rather too much: the rest of the line, and every line that belongs to the same key.
 */
export function withoutSecrets(text: string): string {
  let key: SecretKey | undefined;
  const lines = text.split('\n').map((line) => {
    if (key !== undefined && belongsTo(key, line)) {
      if (line.trim() !== '') key = { ...key, isOpen: false };
      return hidden(line);
    }
    const at = secretAt(line);
    key = at === undefined ? undefined : { column: columnOf(line), isOpen: line.slice(at).trim() === '' };
    return at === undefined ? line : `${line.slice(0, at)} (hidden)`;
  });
  return lines.join('\n').replace(userInAddress, '://(hidden)@');
}

interface SecretKey {
  readonly column: number;
  /** Its value has not begun yet. */
  readonly isOpen: boolean;
}

/** Whatever is further in, and a list, whose dashes may stand right below the key. */
function belongsTo({ column, isOpen }: SecretKey, line: string): boolean {
  if (isOpen || line.trim() === '') return true;
  const indent = line.length - line.trimStart().length;
  return indent > column || (indent === column && line.startsWith('-', indent));
}

/** Behind the colon of the first key whose value must not be seen. */
function secretAt(line: string): number | undefined {
  const found = line.matchAll(named).find(({ index, 0: key }) => !isPath(line.slice(index + key.length)));
  return found === undefined ? undefined : found.index + found[0].trimEnd().length;
}

const isPath = (value: string): boolean => /^["']?\/[\w./@+-]+["']?\s*(?:[,}\]#]|$)/.test(value);

/** Where the key of a line begins; dashes of a list are before it. */
const columnOf = (line: string): number => /^[\s-]*/.exec(line)?.[0].length ?? 0;

const hidden = (line: string): string => line.replace(/\S.*/, '(hidden)');

/** A key is bounded, so that no line takes long. */
const named =
  /[\w-]{0,99}(?:password|passwd|passphrase|secret|token|api-?_?key|private-?_?key|credential|authorization)[\w-]{0,99}["']?\s*:\s*/gi;
const userInAddress = /:\/\/[^\s/@"']+@/g;
