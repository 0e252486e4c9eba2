import type { Trouble } from './examination.ts';

/** One thing that must be right before anything else can be, how it stands, and what puts it right. */
export interface Diagnosis {
  /** What was looked at, in a word or two. */
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'problem';
  /** How it stands, lower case, no full stop. */
  readonly why: string;
  /** The command that mends it, or says how; of what is ok there is none. */
  readonly fix?: string;
}

export function ok(what: string, why: string): Diagnosis {
  return { what, state: 'ok', why };
}

export function warning(what: string, why: string, fix: string): Diagnosis {
  return { what, state: 'warning', why, fix };
}

export function problem(what: string, why: string, fix: string): Diagnosis {
  return { what, state: 'problem', why, fix };
}

/** An error of ours that says no next command has a page. */
export function problemOf(what: string, { code, message, hint, next }: Trouble, said = asItIs): Diagnosis {
  const why = hint === undefined ? message : `${message}; ${hint}`;
  return problem(what, said(why), next ?? `perennial explain ${code}`);
}

const asItIs = (why: string): string => why;
