import { DAY } from '../instant.ts';
import { lineOf } from './lines.ts';
import type { History, Look } from './look.ts';

/** What becomes of the history's file when a look was taken. */
export type Recording =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'append'; readonly line: string }
  /** What the file holds from here on. */
  | { readonly kind: 'replace'; readonly text: string };

/** As many lines as a file has before it is compacted, and as it may keep: some years of renewals. */
export const MOST_LINES = 400;
const MOST_KEPT = 200;

/** A look is worth a line when it differs from the last one, or when that is a day old. */
export function recordingOf({ looks, damaged }: History, look: Look): Recording {
  const last = looks.at(-1);
  if (last !== undefined && isAlike(last, look) && Math.abs(look.at - last.at) < DAY) return { kind: 'nothing' };
  if (looks.length + damaged < MOST_LINES) return { kind: 'append', line: lineOf(look) };
  const kept = compacted([...looks, look]).slice(-MOST_KEPT);
  return { kind: 'replace', text: kept.map((one) => `${lineOf(one)}\n`).join('') };
}

/** Of looks that saw the same, the first and the last: what changed, and between which two moments. */
export function compacted(looks: readonly Look[]): readonly Look[] {
  return looks.filter((look, index) => {
    const [before, after] = [looks[index - 1], looks[index + 1]];
    return before === undefined || after === undefined || !isAlike(before, look) || !isAlike(look, after);
  });
}

/** Whatever the time; and a run that was forgotten since changes nothing. */
const isAlike = (one: Look, other: Look): boolean => lineOf(timeless(one)) === lineOf(timeless(other));

const timeless = (look: Look): Look => ({
  ...look,
  at: 0,
  certificates: look.certificates.map(({ name, serial, notBefore, notAfter }) => ({
    name,
    serial,
    notBefore,
    notAfter,
  })),
});
