import type { Translate } from '../../core/language/language.ts';

/** How text is shown: in which language, and in colours or none. Colour never carries a meaning alone. */
export interface Style {
  /** Our own text in the person's language. Said last, before colour and columns: what programs read stays English. */
  readonly words: Translate;
  /** The others return the text with or without its escape sequence. */
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;

export const plainStyle: Style = { words: plain, good: plain, warning: plain, bad: plain, dim: plain, strong: plain };
