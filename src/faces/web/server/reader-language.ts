import { type Language, languageNamed } from '../../../core/language/language.ts';

/** What the address asks for, else the first of the browser's languages that is one of ours (RFC 9110 12.5.4, in the order given). */
export function readerLanguage(asked: string | undefined, accepted: string | undefined): Language {
  const tags = [asked ?? '', ...(accepted ?? '').split(',').slice(0, 20)].map((tag) =>
    (tag.split(';')[0] ?? '').trim(),
  );
  return tags.map((tag) => languageNamed(tag)).find((language) => language !== undefined) ?? 'en';
}
