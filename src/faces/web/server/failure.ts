import { keyMaterialIn } from '../../../core/support/key-material.ts';

/** A request that nobody expected to fail, for whoever keeps the server: one line, without a query and without a token. */
export interface Failure {
  readonly path: string;
  /** What was thrown, and where. */
  readonly why: string;
}

export function failureOf(path: string, thrown: unknown): Failure {
  return { path: cut(path.replace(/^\/calendar\/.*/s, '/calendar/TOKEN.ics'), 200), why: harmless(whyOf(thrown)) };
}

function whyOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const place = thrown.stack?.split('\n').find((line) => /^\s+at /.test(line));
  const [first = ''] = String(thrown).split('\n');
  return place === undefined ? first : `${cut(first, 300)} ${place.trim()}`;
}

const harmless = (text: string): string =>
  keyMaterialIn(text) === undefined ? cut(text, 600) : 'what was thrown holds what looks like a secret';

const cut = (text: string, longest: number): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 3)}...`;
};
