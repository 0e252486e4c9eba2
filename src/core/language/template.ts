/** A text of ours in English, and in Chinese. What varies stands in both as `{1}`, `{2:word}` and so on. */
export type Phrase = readonly [english: string, chinese: string];

/**
 * What may stand in a place. `any`: at least one character, translated where it is a text of ours; `rest`: the same, or nothing;
 * `phrase`: the same as `any`, though it may be a single word; `name`: no sentence, so that a text does not begin before its own
 * beginning; `clause`: no further sentence; `word`: no space in it; `number`: digits. The last three stay as they are.
 */
export type Slot = 'any' | 'rest' | 'phrase' | 'name' | 'clause' | 'word' | 'number';

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

const place = /\{(\d)(?::(rest|phrase|name|word|number))?\}/g;

export function templateOf([english, chinese]: Phrase): Template {
  const slots = [...english.matchAll(place)].map(([, name = '', slot = 'any']) => ({ name, slot: slot as Slot }));
  const literals = english.split(/\{\d(?::\w+)?\}/);
  return { literals, slots: literals.at(-1) === '' ? lastEnding(slots, chinese) : slots, chinese };
}

/** What ends a text in English alone would have in its midst in Chinese whatever sentence follows it. */
function lastEnding(slots: readonly Place[], chinese: string): readonly Place[] {
  const last = slots.at(-1);
  if (last?.slot !== 'any' || chinese.endsWith(`{${last.name}}`)) return slots;
  return [...slots.slice(0, -1), { ...last, slot: 'clause' }];
}

/** The Chinese side with the values put in; a space stands where Chinese meets Latin letters or figures. */
export function filled(chinese: string, values: ReadonlyMap<string, string>): string {
  return chinese.replace(place, (found: string, name: string, _slot: unknown, at: number) => {
    const value = values.get(name) ?? '';
    const [before, after] = [chinese.at(at - 1), chinese.at(at + found.length)];
    const first = at > 0 && isHan(before) && isLatin(value.at(0)) ? ' ' : '';
    const last = isLatin(value.at(-1)) && isHan(after) ? ' ' : '';
    return `${first}${value}${last}`;
  });
}

const isHan = (character = ''): boolean => /\p{Script=Han}/u.test(character);
const isLatin = (character = ''): boolean => /[\w]/.test(character);

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
    case 'name':
      return value !== '' && !/[:;,](?: |$)/.test(value);
    case 'clause':
      return value !== '' && !value.includes('; ');
    case 'word':
      return /^\S+$/.test(value);
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(value);
  }
}
