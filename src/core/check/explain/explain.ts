import type { FindingCode } from '../finding.ts';
import { english as authorities } from './english-authorities.ts';
import { english as cluster } from './english-cluster.ts';
import { english as kubelet } from './english-kubelet.ts';
import { english as material } from './english-material.ts';
import { english as processes } from './english-processes.ts';
import { english as time } from './english-time.ts';
import type { Explanation, Explanations } from './explanation.ts';

/** The page for a finding. */
export function explanationOf(code: FindingCode): Explanation {
  return englishPages[code];
}

/** The compiler asks for every page; `chinese.ts` holds the same pages in Chinese. */
export const englishPages: Explanations = {
  ...time,
  ...material,
  ...authorities,
  ...processes,
  ...kubelet,
  ...cluster,
};

/** Every code, in the order of the alphabet. */
export const findingCodes: readonly FindingCode[] = (Object.keys(englishPages) as FindingCode[]).sort();

/** Whether the word is the code of a finding. */
export function isFindingCode(word: string): word is FindingCode {
  return Object.hasOwn(englishPages, word);
}
