import { type Phrase, type Template, templateOf, valuesIn } from './template.ts';

export interface Found {
  readonly phrase: Phrase;
  readonly template: Template;
  /** What stands in the template's places, in their order. */
  readonly values: readonly string[];
}

type Entry = Omit<Found, 'values'>;

/** Finds the phrase that a text is an instance of; where several fit, that with the most words of its own. */
export function phraseFinder(phrases: readonly Phrase[]): (text: string) => Found | undefined {
  const entries = phrases.map((phrase) => ({ phrase, template: templateOf(phrase) }));
  const fixed = new Map(entries.filter(isFixed).map((entry) => [entry.phrase[0], entry]));
  const variable = entries.filter((entry) => !isFixed(entry)).sort((one, other) => ownWords(other) - ownWords(one));
  const byEnds = new Map<string, readonly Entry[]>();
  return (text) => {
    const entry = fixed.get(text);
    return entry === undefined ? firstThatFits(text, candidatesFor(text)) : { ...entry, values: [] };
  };

  /** Most are ruled out by the first and the last letter alone. */
  function candidatesFor(text: string): readonly Entry[] {
    const ends = `${text.at(0) ?? ''}${text.at(-1) ?? ''}`;
    const candidates = byEnds.get(ends) ?? variable.filter(({ template }) => mayFit(template, text));
    byEnds.set(ends, candidates);
    return candidates;
  }
}

function firstThatFits(text: string, candidates: readonly Entry[]): Found | undefined {
  for (const candidate of candidates) {
    const values = valuesIn(text, candidate.template);
    if (values !== undefined) return { ...candidate, values };
  }
  return undefined;
}

function mayFit({ literals }: Template, text: string): boolean {
  const [head = '', tail = ''] = [literals[0], literals.at(-1)];
  return (head === '' || head.at(0) === text.at(0)) && (tail === '' || tail.at(-1) === text.at(-1));
}

const isFixed = ({ template }: Entry): boolean => template.slots.length === 0;
const ownWords = ({ template }: Entry): number => template.literals.join('').length;
