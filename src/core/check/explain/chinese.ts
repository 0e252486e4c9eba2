import type { FindingCode } from '../finding.ts';
import { chinese as authorities } from './chinese-authorities.ts';
import { chinese as cluster } from './chinese-cluster.ts';
import { chinese as kubelet } from './chinese-kubelet.ts';
import { chinese as material } from './chinese-material.ts';
import { chinese as processes } from './chinese-processes.ts';
import { chinese as time } from './chinese-time.ts';
import { englishPages } from './explain.ts';
import type { Explanation, Explanations, ExplanationTexts, Texts } from './explanation.ts';

const texts: ExplanationTexts = { ...time, ...material, ...authorities, ...processes, ...kubelet, ...cluster };

/** Every page in Traditional Chinese, with the commands and sources of the English one. Of its own: loaded where somebody reads it. */
export const chinesePages = Object.fromEntries(
  Object.entries(texts).map(([code, page]) => [code, withCommands(page, englishPages[code as FindingCode])]),
) as Explanations;

function withCommands({ mend, ...page }: Texts, { mend: remedies, sources }: Explanation): Explanation {
  const translated = remedies.map((remedy, index) => ({ ...remedy, text: mend[index] ?? remedy.text }));
  return { ...page, mend: translated, sources };
}
