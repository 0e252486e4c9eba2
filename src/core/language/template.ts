/** A text of ours in English, and in Chinese. What varies stands in both as `{1}`, `{2:word}` and so on. */
export type Phrase = readonly [english: string, chinese: string];

/**
 * What may stand in a place. `any`: at least one character, translated where it is a text of ours; `rest`: the same, or nothing;
 * `phrase`: the same as `any`, though it may be a single word; `word`: no space in it; `number`: digits. The last two stay as they are.
 */
export type Slot = 'any' | 'rest' | 'phrase' | 'word' | 'number';

/** The English side of a phrase, ready to be compared: the texts between the places are one more than the places. */
export interface Template {
  readonly literals: readonly string[];
  readonly slots: readonly Place[];
  readonly chinese: string;
}

export interface Place {
  readonly name: string;
  readonly slot: Slot;
}

const place = /\{(\d)(?::(rest|phrase|word|number))?\}/g;

export function templateOf([english, chinese]: Phrase): Template {
  const slots = [...english.matchAll(place)].map(([, name = '', slot = 'any']) => ({ name, slot: slot as Slot }));
  return { literals: english.split(/\{\d(?::\w+)?\}/), slots, chinese };
}

/** The Chinese side with the values put in. */
export function filled(chinese: string, values: ReadonlyMap<string, string>): string {
  return chinese.replace(place, (_, name: string) => values.get(name) ?? '');
}

/** More ways to divide a text than these are not tried: what others wrote into a message must not make it slow. */
const MOST_TRIES = 200;

/** What stands in each place if the text is an instance of the template: the first division that fits, from the left. */
export function valuesIn(text: string, { literals, slots }: Template): readonly string[] | undefined {
  const [head = ''] = literals;
  const tail = literals.at(-1) ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return undefined;
  const last = text.length - tail.length;
  let tries = 0;
  return from(head.length, 0);

  function from(begin: number, index: number): readonly string[] | undefined {
    const slot = slots[index]?.slot;
    if (slot === undefined) return begin === last ? [] : undefined;
    if (index === slots.length - 1) {
      const value = text.slice(begin, last);
      return begin <= last && fits(value, slot) ? [value] : undefined;
    }
    const next = literals[index + 1] ?? '';
    for (let end = text.indexOf(next, begin); end !== -1 && end <= last; end = text.indexOf(next, end + 1)) {
      if ((tries += 1) > MOST_TRIES) return undefined;
      const value = text.slice(begin, end);
      const others = fits(value, slot) ? from(end + next.length, index + 1) : undefined;
      if (others !== undefined) return [value, ...others];
    }
    return undefined;
  }
}

function fits(value: string, slot: Slot): boolean {
  switch (slot) {
    case 'any':
    case 'phrase':
      return value !== '';
    case 'rest':
      return true;
    case 'word':
      return /^\S+$/.test(value);
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(value);
  }
}
