import type { Remedy } from '../check/explain/explanation.ts';
import type { ErrorCode } from '../errors.ts';

/** The page for one error: what its message cannot say in a line. Plain sentences. */
export interface ErrorExplanation {
  readonly title: string;
  readonly meaning: string;
  /** Whether anything was changed, which is what people ask first. */
  readonly state: string;
  readonly mend: readonly Remedy[];
}

/** A page for every code, checked by the compiler. */
export type ErrorExplanations = Readonly<Record<ErrorCode, ErrorExplanation>>;

/** What of a page is in the words of a language: commands are the same in all of them. */
export interface ErrorTexts extends Omit<ErrorExplanation, 'mend'> {
  /** The text of each remedy, in the order of the English page. */
  readonly mend: readonly string[];
}

export type ErrorExplanationTexts = Readonly<Record<ErrorCode, ErrorTexts>>;
