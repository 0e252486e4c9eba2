import type { ErrorCode } from '../errors.ts';
import { chinese as guard } from './chinese-guard.ts';
import { chinese as request } from './chinese-request.ts';
import { chinese as work } from './chinese-work.ts';
import { englishErrorPages } from './explain.ts';
import type { ErrorExplanation, ErrorExplanations, ErrorExplanationTexts, ErrorTexts } from './explanation.ts';

const texts: ErrorExplanationTexts = { ...request, ...guard, ...work };

/** Every page in Traditional Chinese, with the commands of the English one. Of its own: loaded where somebody reads it. */
export const chineseErrorPages = Object.fromEntries(
  Object.entries(texts).map(([code, page]) => [code, withCommands(page, englishErrorPages[code as ErrorCode])]),
) as ErrorExplanations;

function withCommands({ mend, ...page }: ErrorTexts, { mend: remedies }: ErrorExplanation): ErrorExplanation {
  return { ...page, mend: remedies.map((remedy, index) => ({ ...remedy, text: mend[index] ?? remedy.text })) };
}
