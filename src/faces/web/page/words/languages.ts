import { chinese } from './chinese.ts';
import { english } from './english.ts';
import type { Language, Words } from './words.ts';

const all: Readonly<Record<Language, Words>> = { en: english, 'zh-Hant': chinese };

export function wordsIn(language: Language): Words {
  return all[language];
}

/** By the browser's preferences, in their order. Simplified Chinese is another language, and not here. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^zh-(hant|tw|hk|mo)\b/i.test(tag) || /^zh$/i.test(tag)) return 'zh-Hant';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
