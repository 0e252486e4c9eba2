import type { FindingCode } from '../finding.ts';

/** The page for one finding, in one language. Plain sentences; commands stand apart so that they can be copied. */
export interface Explanation {
  readonly title: string;
  readonly meaning: string;
  readonly why: string;
  readonly mend: readonly Remedy[];
  /** When it may be left as it is. */
  readonly ignore: string;
  /** Issues, source files and standards that say so. */
  readonly sources: readonly string[];
}

export interface Remedy {
  readonly text: string;
  readonly commands?: readonly string[];
}

/** A page for every code, checked by the compiler. */
export type Explanations = Readonly<Record<FindingCode, Explanation>>;

/** What of a page is in the words of a language: commands and sources are the same in all of them. */
export interface Texts extends Omit<Explanation, 'mend' | 'sources'> {
  /** The text of each remedy, in the order of the English page. */
  readonly mend: readonly string[];
}

export type ExplanationTexts = Readonly<Record<FindingCode, Texts>>;
