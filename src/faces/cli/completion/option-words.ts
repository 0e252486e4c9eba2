import type { OptionRow } from '../command-row.ts';

/** What the flags of an option say: `-o, --format <FORMAT>`, `--textfile [FILE]`. */
export interface OptionWords {
  /** As typed: `-o`, `--format`. */
  readonly names: readonly string[];
  /** What the help calls its value; absent where it takes none. */
  readonly value?: string;
  /** Whether further words belong to it, up to the next option. */
  readonly many: boolean;
}

export function optionWords({ flags }: OptionRow): OptionWords {
  const value = /[<[]([^.>\]]+)(\.{3})?[>\]]/.exec(flags);
  const names = flags.replace(/[<[].*/, '').split(',');
  return {
    names: names.map((name) => name.trim()),
    ...(value?.[1] !== undefined && { value: value[1] }),
    many: value?.[2] !== undefined,
  };
}
