import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Dates, datesIn } from '../model/dates.ts';
import { wordsIn } from '../words/languages.ts';
import type { Language, Words } from '../words/words.ts';

/** What every part of the page speaks with, and what time it takes it to be. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly dates: Dates;
  readonly now: number;
}

export function speechIn(language: Language, now: number): Speech {
  return { language, words: wordsIn(language), dates: datesIn(language), now };
}

export const SpeechContext = createContext<Speech>(speechIn('en', 0));

export const useSpeech = (): Speech => useContext(SpeechContext);
