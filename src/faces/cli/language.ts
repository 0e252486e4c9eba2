import { type Language, languageNamed, languageOf, languages, type Translate } from '../../core/language/language.ts';
import { PerennialError } from '../../core/errors.ts';
import { shortened } from './printable.ts';

/** Of `--lang`, else of the environment. Known before anything is parsed, for what is said about a wrong command line is said in it. */
export function languageAsked(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const named = languageNamed(optionValue(argv) ?? '');
  return named ?? languageOf(environment);
}

/** Throws `usage` where `--lang` names none of ours. */
export function refuseUnknownLanguage(word: string | undefined): void {
  if (word === undefined || languageNamed(word) !== undefined) return;
  throw new PerennialError('usage', `there is no language ${shortened(word)}`, {
    hint: `the languages are ${languages.join(', ')}`,
  });
}

/** English needs no translation, and so nobody who reads it waits for one to be loaded. */
export async function translateInto(language: Language): Promise<Translate> {
  if (language === 'en') return inEnglish;
  const { translated } = await import('../../core/language/translated.ts');
  return (text) => translated(text, language);
}

export const inEnglish: Translate = (text) => text;

function optionValue(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  return argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
}
