import { keyMaterialIn } from './key-material.ts';

/** A file of a support bundle. */
export interface BundleFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Bundle {
  readonly files: readonly BundleFile[];
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

/** One file is bounded, whoever wrote it. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

/** The one gate: what holds key material stays here, and the bundle says so. Its name could hold some, too. */
export function bundleOf(gathered: readonly BundleFile[], unread: readonly LeftOut[]): Bundle {
  const seen = new Set<string>();
  const judged = gathered.map((file) => {
    const why = seen.has(file.path) ? 'another file has its name' : whyNot(file);
    seen.add(file.path);
    return { file, why };
  });
  return {
    files: judged.flatMap(({ file, why }) => (why === undefined ? [file] : [])),
    leftOut: [
      ...judged.flatMap(({ file, why }) => (why === undefined ? [] : [{ path: file.path, why }])),
      ...unread,
    ].map(told),
  };
}

function whyNot({ path, text }: BundleFile): string | undefined {
  if (!isPlain(path)) return 'its name is none for a file of an archive';
  if (text.length > MOST_CHARACTERS) return `it has more than ${String(MOST_CHARACTERS)} characters`;
  const found = keyMaterialIn(text) ?? keyMaterialIn(path);
  return found === undefined ? undefined : `it holds ${found}`;
}

/** Whoever unpacks it gets a file in its folder, and nothing else: no way out of it, and no character that a terminal obeys. */
function isPlain(path: string): boolean {
  const names = path.split('/');
  return path.length <= 150 && names.every((name) => /^[\w.+-]{1,90}$/.test(name) && !/^\.\.?$/.test(name));
}

const told = ({ path, why }: LeftOut): LeftOut => ({
  path: keyMaterialIn(path) === undefined ? path : '(a name that is left out, too)',
  why: keyMaterialIn(why) === undefined ? why : '(a reason that is left out, too)',
});
