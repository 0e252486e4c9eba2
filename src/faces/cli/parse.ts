import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import { commandTable } from './command-table.ts';
import { commonOptions } from './common-options.ts';
import type { Translate } from '../../core/language/language.ts';
import type { CommandRow, OptionRow } from './command-row.ts';
import { displayWidth, wrapped } from '../report/display-width.ts';
import type { Given } from './given.ts';
import { inEnglish, refuseUnknownLanguage } from './language.ts';
import { shortened } from './printable.ts';
import { usageError } from './usage-error.ts';

export type Parsed =
  | { readonly kind: 'command'; readonly row: CommandRow; readonly args: readonly string[]; readonly given: Given }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' };

/** What the arguments ask for. Throws `usage`, saying what was probably meant. */
export function parsed(argv: readonly string[], words: Translate = inEnglish): Parsed {
  let found: Parsed | undefined;
  const said: string[] = [];
  const program = programOf({ said, words }, (row, command) => {
    found = { kind: 'command', row, args: command.args, given: givenTo(row, command) };
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.code === 'commander.version') return { kind: 'version' };
    if (thrown.exitCode !== 0 && thrown.code !== 'commander.help') throw usageError(thrown, argv);
  }
  return found ?? { kind: 'help', text: said.join('') };
}

const helpWidth = 100;

interface Help {
  /** What commander says, in its order. */
  readonly said: string[];
  readonly words: Translate;
}

function programOf({ said, words }: Help, called: (row: CommandRow, command: Command) => void): Command {
  const about = 'Sees, renews and proves the certificates of a kubeadm control plane, without a failed API request.';
  const program = new Command('perennial')
    .description(words(about))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => said.push(text),
      writeErr: (text) => said.push(text),
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .configureHelp({ showGlobalOptions: true, ...helpIn(words) })
    .version('', '-V, --version', words('print the version'))
    .helpOption('-h, --help', words('display help for command'))
    .helpCommand('help [COMMAND]', words('say how a command is called'))
    .addHelpText('after', exitStatusHelp.split('\n').map(words).join('\n'));
  for (const option of commonOptions) program.addOption(optionOf(option, words));
  for (const row of commandTable) addCommand(program, { row, words, called });
  return program;
}

interface Added {
  readonly row: CommandRow;
  readonly words: Translate;
  readonly called: (row: CommandRow, command: Command) => void;
}

function addCommand(program: Command, { row, words, called }: Added): void {
  const summary = words(row.summary);
  const command = program.command(row.name).summary(summary).description(sentence(summary));
  command.helpOption('-h, --help', words('display help for command'));
  for (const { name, about } of row.parameters) command.argument(name, words(about));
  for (const option of row.options) command.addOption(optionOf(option, words));
  command.addHelpText('after', helpAfter(row).map(words).join('\n'));
  command.action(() => called(row, command));
}

function optionOf({ flags, about, kind }: OptionRow, words: Translate): Option {
  const option = new Option(flags, words(about));
  if (kind === 'seconds') option.argParser(secondsIn);
  if (kind === 'count') option.argParser(countIn);
  if (kind === 'list') option.argParser((value, before: readonly string[] = []) => [...before, value]);
  return option;
}

function secondsIn(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError('It is not a whole number of seconds.');
  return Number(value);
}

function countIn(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('It is not a number from 1 to 999.');
  return Number(value);
}

function givenTo(row: CommandRow, command: Command): Given {
  const given = command.optsWithGlobals<Given>();
  refuseUnknownLanguage(given.lang);
  const { format } = given;
  if (format !== undefined && !row.formats.includes(format)) {
    const guess = didYouMean(format, row.formats);
    throw new PerennialError('usage', `perennial ${row.name} has no format ${shortened(format)}`, {
      hint: guess === undefined ? `the formats are ${row.formats.join(', ')}` : `did you mean ${guess}?`,
    });
  }
  for (const option of ['root', 'config', 'kubeadmConfig', 'output'] as const) {
    if (given[option] === '')
      throw new PerennialError('usage', `an option that names a file or folder was given nothing: ${option}`);
  }
  return given;
}

const sentence = (summary: string): string =>
  `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${/[a-z)]$/.test(summary) ? '.' : '。'}`;

/** Commander measures and breaks by letters; a Chinese one is two columns wide, and no space stands between two. */
function helpIn(words: Translate) {
  return {
    styleTitle: words,
    displayWidth,
    boxWrap: (text: string, width: number): string =>
      text
        .split('\n')
        .flatMap((line) => wrapped(line, width))
        .join('\n'),
  };
}

function helpAfter({ formats, examples }: CommandRow): readonly string[] {
  const lines = examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((example) => `  ${example}`)];
  return ['', `Formats (-o): ${formats.join(', ')}`, ...lines];
}

/** For the help and the man page. */
export const exitStatusHelp = `
Exit status:
  check, status --cluster
               0 fine, 1 warning, 2 critical, 3 could not be decided
  needs-renewal
               0 due, 1 not due, 255 could not be decided
  all others   0 done, 1 failed and nothing is changed, 2 changed (--detailed-exitcode), 4 refused by a guard,
               5 stopped in the middle (perennial resume or rollback), 64 usage, 75 another run is under way,
               77 permission, 78 configuration, 130 and 143 ended by a signal`;
