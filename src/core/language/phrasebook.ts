import type { Translate } from './language.ts';
import { type Found, phraseFinder } from './phrase-finder.ts';
import { filled, type Phrase } from './template.ts';

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
    return found === undefined ? listed(text) : filled(found.template.chinese, valuesSaid(found));
  }

  function valuesSaid({ template, values }: Found): ReadonlyMap<string, string> {
    return new Map(
      template.slots.map(({ name, slot }, index) => {
        const value = values[index] ?? '';
        const mayBeText = slot === 'phrase' || ((slot === 'any' || slot === 'rest') && isNoName(value));
        return [name, mayBeText ? translated(value) : value];
      }),
    );
  }

  /** Reasons hang on what they are reasons for by `: `, and sentences on each other by `; `: each piece may be known by itself. */
  function inPieces(text: string): string {
    for (const mark of ['; ', ': ']) {
      const at = text.indexOf(mark);
      if (at <= 0) continue;
      const [before, after] = [text.slice(0, at), text.slice(at + mark.length)];
      const [head, tail] = [isNoName(before) ? translated(before) : before, translated(after)];
      if (head !== before || tail !== after) return `${head}${markBetween(head, mark)}${tail}`;
    }
    return text;
  }
}

/** A single word may be what somebody calls something. */
const isNoName = (text: string): boolean => text.includes(' ');

/** Chinese has its own marks, which are as wide as its letters; behind a name stand those of Latin text. */
function markBetween(head: string, mark: string): string {
  if (!/[\p{Script=Han}）」]$/u.test(head)) return mark;
  return mark === '; ' ? '；' : '：';
}

/** `a, b and c`, of names alone. */
function listed(text: string): string | undefined {
  if (!/^(?!\/)[^\s,;]+(?:, [^\s,;]+)* and [^\s,;]+$/.test(text)) return undefined;
  return text.replaceAll(', ', '、').replace(/ and (?=\S+$)/, ' 與 ');
}
