import type { CommandRow, OptionRow, Parameter, Values } from '../command-row.ts';
import { commandTable } from '../command-table.ts';
import { commonOptions } from '../common-options.ts';
import { optionWords } from './option-words.ts';

/** What could stand where the cursor is. */
export interface Wanted {
  /** Absent before a command is named. */
  readonly row?: CommandRow;
  readonly commands: boolean;
  readonly options: readonly OptionRow[];
  readonly values?: Values;
  /** Of the word under the cursor: what stays as it is (`--format=`). */
  readonly before: string;
  /** And what the candidates have to begin with. */
  readonly begun: string;
  /** Values that were given already. */
  readonly given: readonly string[];
}

/** From the words after `perennial`, of which the last is the one under the cursor, empty where none is begun. */
export function wantedAt(words: readonly string[]): Wanted {
  const current = words.at(-1) ?? '';
  const { row, option, positional } = walked(words.slice(0, -1));
  const nothing = { commands: false, options: [], before: '', begun: current, given: [], ...(row && { row }) };
  const [, name, begun] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  if (name !== undefined && begun !== undefined) {
    return { ...nothing, ...valuesOf(optionNamed(name, row)), before: `${name}=`, begun };
  }
  const mustBeValue = option !== undefined && !(optionWords(option).many && current.startsWith('-'));
  if (mustBeValue) return { ...nothing, ...valuesOf(option) };
  if (current.startsWith('-')) return { ...nothing, options: optionsOf(row) };
  if (row === undefined) return { ...nothing, commands: true };
  const parameter = parameterAt(row, positional.length);
  if (parameter?.values !== undefined) return { ...nothing, values: parameter.values, given: positional };
  return { ...nothing, options: current === '' ? optionsOf(row) : [] };
}

interface Walked {
  readonly row?: CommandRow;
  /** The option whose value comes next. */
  readonly option?: OptionRow;
  readonly positional: readonly string[];
}

function walked(words: readonly string[]): Walked {
  return words.reduce<Walked>(
    ({ row, option, positional }, word) => {
      const sofar = { ...(row && { row }), positional };
      if (word.startsWith('-')) {
        const named = word.includes('=') ? undefined : optionNamed(word, row);
        return named !== undefined && optionWords(named).value !== undefined ? { ...sofar, option: named } : sofar;
      }
      if (option !== undefined) return optionWords(option).many ? { ...sofar, option } : sofar;
      if (row !== undefined) return { row, positional: [...positional, word] };
      const called = commandTable.find(({ name }) => name === word);
      return called === undefined ? sofar : { row: called, positional };
    },
    { positional: [] },
  );
}

function optionsOf(row: CommandRow | undefined): readonly OptionRow[] {
  return [...(row?.options ?? []), ...commonOptions];
}

function optionNamed(name: string, row: CommandRow | undefined): OptionRow | undefined {
  return optionsOf(row).find((option) => optionWords(option).names.includes(name));
}

function valuesOf(option: OptionRow | undefined): Pick<Wanted, 'values'> {
  return option?.values === undefined ? {} : { values: option.values };
}

/** The last parameter may take all that follows. */
function parameterAt({ parameters }: CommandRow, position: number): Parameter | undefined {
  const last = parameters.at(-1);
  return parameters[position] ?? (last?.name.includes('...') === true ? last : undefined);
}
