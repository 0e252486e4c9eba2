import { englishPages, explanationOf, findingCodes, isFindingCode } from '../../../core/check/explain/explain.ts';
import type { Explanations } from '../../../core/check/explain/explanation.ts';
import type { Language } from '../../../core/language/language.ts';
import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import { explanationText } from '../../report/explanation-text.ts';
import type { Style } from '../../report/style.ts';
import type { Answer, Call } from '../answer.ts';
import { shortened } from '../printable.ts';
import { table } from '../table.ts';

/** The page for one finding, or the list of all. */
export async function explain({ args: [word], paint, language }: Call): Promise<Answer> {
  const pages = await pagesIn(language);
  if (word === undefined) return allCodes(pages, paint);
  if (!isFindingCode(word)) throw unknownCode(word);
  const page = explanationOf(word);
  const document = { kind: 'Explanation', changed: false, msg: page.title, warnings: [], code: word, ...page };
  return { text: explanationText(word, pages[word], paint), document, status: 0 };
}

/** For people; `-o json` is English like every document. */
async function pagesIn(language: Language): Promise<Explanations> {
  return language === 'en' ? englishPages : (await import('../../../core/check/explain/chinese.ts')).chinesePages;
}

function allCodes(pages: Explanations, paint: Style): Answer {
  const codes = findingCodes.map((code) => ({ code, title: explanationOf(code).title }));
  const lines = table([['CODE', 'WHAT IT MEANS'], ...codes.map(({ code }) => [code, pages[code].title])], paint);
  const document = { kind: 'Explanations', changed: false, msg: `${String(codes.length)} codes`, warnings: [], codes };
  return {
    text: `${[...lines, '', paint.words('perennial explain CODE says more')].join('\n')}\n`,
    document,
    status: 0,
  };
}

function unknownCode(word: string): PerennialError {
  const guess = didYouMean(word, findingCodes);
  return new PerennialError('unknown-name', `no finding has the code ${shortened(word)}`, {
    ...(guess !== undefined && { hint: `did you mean ${guess}?` }),
    next: guess === undefined ? 'perennial explain' : `perennial explain ${guess}`,
  });
}
