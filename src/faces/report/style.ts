/** Colours, or none: each returns the text with or without its escape sequence. Colour never carries a meaning alone. */
export interface Style {
  good(text: string): string;
  warning(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

const plain = (text: string): string => text;

export const plainStyle: Style = { good: plain, warning: plain, bad: plain, dim: plain, strong: plain };
