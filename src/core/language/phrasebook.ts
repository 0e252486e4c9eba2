import type { Translate } from './language.ts';
import { type Found, phraseFinder } from './phrase-finder.ts';
import { filled, type Phrase } from './template.ts';
import { valueSaid } from './values.ts';

/** A longer text is nothing that we said. */
const LONGEST = 4000;

/** Says texts in the words of the phrases; what is no instance of any stays as it is, and so do names, paths and figures in all of them. */
export function phrasebookOf(phrases: readonly Phrase[]): Translate {
  const find = phraseFinder(phrases);
  return translated;

  function translated(text: string): string {
    if (text.length > LONGEST) return text;
    const inner = text.trim();
    return said(text) ?? text.replace(inner, () => said(inner) ?? inPieces(inner));
  }

  function said(text: string): string | undefined {
    const found = find(text);
    const isFixed = found?.template.slots.length === 0;
    const value = isFixed ? undefined : valueSaid(text);
    return value ?? (found && filled(found.template.chinese, valuesSaid(found)));
  }

  function valuesSaid({ template, values }: Found): ReadonlyMap<string, string> {
    return new Map(
      template.slots.map(({ name, slot }, index) => {
        const value = values[index] ?? '';
        const mayBeText = slot === 'phrase' || (['any', 'clause', 'rest'].includes(slot) && isNoName(value));
        return [name, mayBeText ? translated(value) : value];
      }),
    );
  }

  /**
   * Reasons hang on what they are reasons for by `: `, and sentences on each other by `; `: each piece may be known by itself. A phrase
   * may have such a mark of its own, so a division into two that are known whole comes before one that leaves more to divide.
   */
  function inPieces(text: string): string {
    const divisions = divisionsOf(text);
    for (const { before, mark, after } of divisions) {
      const [head, tail] = [isNoName(before) ? said(before) : before, said(after)];
      if (head !== undefined && tail !== undefined) return `${head}${markBetween(head, mark)}${tail}`;
    }
    for (const { before, mark, after } of [divisions.findLast(isSentence), divisions.find(isReason)].flatMap(there)) {
      const [head, tail] = [isNoName(before) ? translated(before) : before, translated(after)];
      if (head !== before || tail !== after) return `${head}${markBetween(head, mark)}${tail}`;
    }
    return text;
  }
}

interface Division {
  readonly before: string;
  readonly mark: string;
  readonly after: string;
}

/** What has more marks is nothing that we said: others wrote into it. */
const MOST_MARKS = 12;

function divisionsOf(text: string): readonly Division[] {
  const marks = [...text.matchAll(/[;:] /g)].filter(({ index }) => index > 0);
  if (marks.length > MOST_MARKS) return [];
  return marks.map(({ 0: mark, index }) => ({
    before: text.slice(0, index),
    mark,
    after: text.slice(index + mark.length),
  }));
}

const isSentence = ({ mark }: Division): boolean => mark === '; ';
const isReason = ({ mark }: Division): boolean => mark === ': ';
const there = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

/** A single word may be what somebody calls something. */
const isNoName = (text: string): boolean => text.includes(' ');

/** Chinese has its own marks, which are as wide as its letters; behind a name stand those of Latin text. */
function markBetween(head: string, mark: string): string {
  if (!/[\p{Script=Han}）」]$/u.test(head)) return mark;
  return mark === '; ' ? '；' : '：';
}
