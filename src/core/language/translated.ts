import { chinesePhrases } from './chinese/phrases.ts';
import type { Language, Translate } from './language.ts';
import { phrasebookOf } from './phrasebook.ts';

/**
 * A text of ours in the language. English is what every part of perennial says and what programs read; it is translated where a
 * face shows it to a person, so that a report of another node, or of another version, is translated as well as one's own.
 */
export function translated(text: string, language: Language): string {
  return language === 'en' ? text : chinese()(text);
}

let made: Translate | undefined;
const chinese = (): Translate => (made ??= phrasebookOf(chinesePhrases));
