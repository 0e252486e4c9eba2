/** What people are spoken to in. Programs are always answered in English: `-o json`, yaml, nagios, the journal. */
export const languages = ['en', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

/** A text of ours in the person's language; one that nobody translated comes back as it is. */
export type Translate = (text: string) => string;

/**
 * The language that a tag (RFC 5646: `zh-Hant-TW`) or the name of a locale (POSIX: `zh_TW.UTF-8`) means; undefined where it is none
 * of ours. Simplified Chinese is not: its readers have other words for half of this, and read English more easily than those.
 */
export function languageNamed(name: string): Language | undefined {
  const [, tag = '', charset = 'utf-8'] = /^([\w-]+)(?:\.([\w-]+))?(?:@\w+)?$/.exec(name) ?? [];
  const [language = '', ...subtags] = tag.toLowerCase().split(/[-_]/);
  if (language === 'en' || language === 'c' || language === 'posix') return 'en';
  const isTraditional = subtags.includes('hant') || (!subtags.includes('hans') && subtags.some(isTraditionalRegion));
  return language === 'zh' && isTraditional && /^utf-?8$/i.test(charset) ? 'zh-Hant' : undefined;
}

const isTraditionalRegion = (subtag: string): boolean => ['tw', 'hk', 'mo'].includes(subtag);

/** The first of LC_ALL, LC_MESSAGES and LANG that is set and not empty decides (POSIX.1-2024, XBD 8.2); what is not ours is English. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const names = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '');
  return languageNamed(names.find((name) => name !== '') ?? '') ?? 'en';
}
