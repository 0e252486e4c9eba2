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
  /** Whether it stays: after each of its looks, it does itself what is done after any other command. */
  readonly stays?: boolean;
  /** Whether it is what a timer calls, or stands in for one: SIGTERM is then the end of its service, and no wish of a person. */
  readonly byItself?: boolean;
  /** Its exit status for every error, where who calls it knows but one. */
  readonly errorStatus?: number;
  /** The same with `--cluster`, where it is another. */
  readonly clusterErrorStatus?: number;
  /** Loaded when called, so that no command pays for another. */
  load(): Promise<(call: Call) => Promise<Answer>>;
}

export interface Parameter {
  readonly name: string;
  readonly about: string;
  readonly values?: Values;
}

/** What may be typed in its place, for completion: these words, or a kind of words that is looked up when asked for. */
export type Values = readonly string[] | LookedUp;

export type LookedUp =
  | 'certificates'
  | 'certificates='
  | 'components'
  | 'runs'
  | 'pages'
  | 'formats'
  | 'users'
  | 'files'
  | 'folders';

export interface OptionRow {
  /** As commander writes them: `--add-san <NAME=SAN>`. */
  readonly flags: string;
  readonly about: string;
  /** `list`: may be given several times; `seconds`: a whole number of them; `count`: how many. */
  readonly kind?: 'list' | 'seconds' | 'count';
  readonly values?: Values;
}
