import type { CommandRow, LookedUp, OptionRow } from '../command-row.ts';
import { commandTable } from '../command-table.ts';
import { optionWords } from './option-words.ts';
import type { Wanted } from './wanted.ts';

/** A word that could stand under the cursor, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What else the shell is to do: complete names of files itself, or put no space behind the word. */
export type Manner = 'done' | 'no-space' | 'files' | 'folders';

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly manner: Manner;
}

/** Finds the words of one kind, none where they cannot be seen. */
export type LookUp = (kind: Exclude<LookedUp, 'formats' | 'files' | 'folders'>) => Promise<readonly Candidate[]>;

export async function completionOf(wanted: Wanted, lookUp: LookUp): Promise<Completion> {
  const { values } = wanted;
  if (values === 'files' || values === 'folders') return { candidates: [], manner: values };
  const fitting = (await allOf(wanted, lookUp)).filter(
    ({ word }) => word.startsWith(wanted.begun) && !wanted.given.includes(word),
  );
  return {
    candidates: fitting.map(({ word, about }) => ({ word: `${wanted.before}${word}`, about })),
    manner: values === 'certificates=' ? 'no-space' : 'done',
  };
}

async function allOf({ commands, options, values, row }: Wanted, lookUp: LookUp): Promise<readonly Candidate[]> {
  if (commands) return commandTable.map(({ name, summary }) => ({ word: name, about: summary }));
  if (values === undefined) return options.flatMap(candidatesOf);
  if (values === 'formats') return formatsOf(row).map((word) => ({ word, about: '' }));
  if (values === 'files' || values === 'folders') return [];
  return typeof values === 'string' ? await lookUp(values) : values.map((word) => ({ word, about: '' }));
}

/** The long name alone: the short one is what somebody types who knows it. */
function candidatesOf(option: OptionRow): readonly Candidate[] {
  const name = optionWords(option).names.at(-1);
  return name === undefined ? [] : [{ word: name, about: option.about }];
}

function formatsOf(row: CommandRow | undefined): readonly string[] {
  return row?.formats ?? [...new Set(commandTable.flatMap(({ formats }) => formats))];
}
