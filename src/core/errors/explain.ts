import type { ErrorCode } from '../errors.ts';
import { english as guard } from './english-guard.ts';
import { english as request } from './english-request.ts';
import { english as work } from './english-work.ts';
import type { ErrorExplanation, ErrorExplanations } from './explanation.ts';

/** The page for an error. */
export function errorExplanationOf(code: ErrorCode): ErrorExplanation {
  return englishErrorPages[code];
}

/** The compiler asks for every page; `chinese.ts` holds the same pages in Chinese. */
export const englishErrorPages: ErrorExplanations = { ...request, ...guard, ...work };

/** Every code, in the order of the alphabet. */
export const errorCodes: readonly ErrorCode[] = (Object.keys(englishErrorPages) as ErrorCode[]).sort();

/** Whether the word is the code of an error. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(englishErrorPages, word);
}
