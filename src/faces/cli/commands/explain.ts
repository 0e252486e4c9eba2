import { englishPages, explanationOf, findingCodes, isFindingCode } from '../../../core/check/explain/explain.ts';
import type { Explanations } from '../../../core/check/explain/explanation.ts';
import { englishErrorPages, errorCodes, errorExplanationOf, isErrorCode } from '../../../core/errors/explain.ts';
import type { ErrorExplanations } from '../../../core/errors/explanation.ts';
import type { Language } from '../../../core/language/language.ts';
import { didYouMean } from '../../../core/did-you-mean.ts';
import { PerennialError } from '../../../core/errors.ts';
import { errorExplanationText } from '../../report/error-explanation-text.ts';
import { explanationText } from '../../report/explanation-text.ts';
import type { Style } from '../../report/style.ts';
import type { Answer, Call } from '../answer.ts';
import { pageTitles } from '../page-titles.ts';
import { shortened } from '../printable.ts';
import { table } from '../table.ts';

/** The page for a finding, for an error, for both where they share a code, or the list of all. */
export async function explain({ args: [word], paint, language }: Call): Promise<Answer> {
  const pages = await pagesIn(language);
  if (word === undefined) return allCodes(pages, paint);
  const finding = isFindingCode(word) ? findingPage(word, pages, paint) : undefined;
  const error = isErrorCode(word) ? errorPage(word, pages, paint) : undefined;
  const found = finding ?? error;
  if (found === undefined) throw unknownCode(word);
  if (finding === undefined || error === undefined) return found;
  return { ...finding, text: `${finding.text}\n${error.text}` };
}

interface Pages {
  readonly findings: Explanations;
  readonly errors: ErrorExplanations;
}

/** For people; `-o json` is English like every document. */
async function pagesIn(language: Language): Promise<Pages> {
  if (language === 'en') return { findings: englishPages, errors: englishErrorPages };
  const { chinesePages } = await import('../../../core/check/explain/chinese.ts');
  const { chineseErrorPages } = await import('../../../core/errors/chinese.ts');
  return { findings: chinesePages, errors: chineseErrorPages };
}

function findingPage(code: (typeof findingCodes)[number], { findings }: Pages, paint: Style): Answer {
  const page = explanationOf(code);
  const document = { kind: 'Explanation', changed: false, msg: page.title, warnings: [], code, ...page };
  return { text: explanationText(code, findings[code], paint), document, status: 0 };
}

function errorPage(code: (typeof errorCodes)[number], { errors }: Pages, paint: Style): Answer {
  const page = errorExplanationOf(code);
  const document = { kind: 'ErrorExplanation', changed: false, msg: page.title, warnings: [], code, ...page };
  return { text: errorExplanationText(code, errors[code], paint), document, status: 0 };
}

function allCodes({ findings, errors }: Pages, paint: Style): Answer {
  const lines = [
    ...table([['FINDING', 'WHAT IT MEANS'], ...findingCodes.map((code) => [code, findings[code].title])], paint),
    '',
    ...table([['ERROR', 'WHAT IT MEANS'], ...errorCodes.map((code) => [code, errors[code].title])], paint),
  ];
  const msg = `${String(pageTitles.length)} codes`;
  const document = { kind: 'Explanations', changed: false, msg, warnings: [], codes: pageTitles };
  return {
    text: `${[...lines, '', paint.words('perennial explain CODE says more')].join('\n')}\n`,
    document,
    status: 0,
  };
}

function unknownCode(word: string): PerennialError {
  const guess = didYouMean(
    word,
    pageTitles.map(({ code }) => code),
  );
  return new PerennialError('unknown-name', `neither a finding nor an error has the code ${shortened(word)}`, {
    ...(guess !== undefined && { hint: `did you mean ${guess}?` }),
    next: guess === undefined ? 'perennial explain' : `perennial explain ${guess}`,
  });
}
