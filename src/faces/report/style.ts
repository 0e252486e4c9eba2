/** Colours, or none: each returns the text with or without its escape sequence. Colour never carries a meaning alone. */
export interface Style {
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;

export const plainStyle: Style = { good: plain, warning: plain, bad: plain, dim: plain, strong: plain };
