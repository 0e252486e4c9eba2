import type { Answer, Call } from './answer.ts';

/** One command: what it is called, what it takes, and where what it does is found. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<FILE>`, `[NAME...]`. */
  readonly parameters: readonly Parameter[];
  readonly options: readonly OptionRow[];
  /** What `-o` may be; the first is the default. */
  readonly formats: readonly string[];
  readonly examples: readonly string[];
  /** Whether it says nothing of a run that is open, because that is what it is about. */
  readonly silentAboutOpenRun?: boolean;
  /** Whether it can change something: only such a command finishes its step before it obeys Ctrl-C. */
  readonly changes?: boolean;
  /** Its exit status for every error, where who calls it knows but one. */
  readonly errorStatus?: number;
  /** Loaded when called, so that no command pays for another. */
  load(): Promise<(call: Call) => Promise<Answer>>;
}

export interface Parameter {
  readonly name: string;
  readonly about: string;
}

export interface OptionRow {
  /** As commander writes them: `--add-san <NAME=SAN>`. */
  readonly flags: string;
  readonly about: string;
  /** `list`: may be given several times; `seconds`: a whole number of them; `count`: how many. */
  readonly kind?: 'list' | 'seconds' | 'count';
}
