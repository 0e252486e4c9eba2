import type { CommanderError } from 'commander';
import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import { commandTable } from './command-table.ts';
import { shortened } from './printable.ts';

/** What commander says, in our own form: `error: unknown option '--rot'\n(Did you mean --root?)`. */
export function usageError({ code, message }: CommanderError, argv: readonly string[]): PerennialError {
  if (code === 'commander.unknownCommand') return unknownCommand(message);
  const [said = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const guess = /\(Did you mean (?:one of )?(.*)\?\)/.exec(suggestion ?? '')?.[1];
  return new PerennialError('usage', shortened(withoutStop(said)), {
    hint: guess === undefined ? otherwiseCalled(said) : `did you mean ${guess}?`,
    next: helpOf(argv),
  });
}

/** Ours, because commander suggests no command for a swapped letter at the beginning. */
function unknownCommand(message: string): PerennialError {
  const word = /'(.*)'/s.exec(message)?.[1] ?? '';
  const names = commandTable.map(({ name }) => name);
  const guess = didYouMean(word, names);
  return new PerennialError('usage', `there is no command ${shortened(word)}`, {
    hint: guess === undefined ? `the commands are ${names.join(', ')}` : `did you mean perennial ${guess}?`,
    next: 'perennial --help',
  });
}

/** Options that other tools have. */
function otherwiseCalled(said: string): string {
  if (said.includes("'--output'")) return 'the format is chosen with -o';
  if (said.includes("'--force'")) return 'nothing is forced: --yes carries out what the plan says';
  return 'options and arguments are listed in the help';
}

const withoutStop = (text: string): string => text.replace(/\.$/, '').replace('. Expected', ': expected');

function helpOf(argv: readonly string[]): string {
  const command = commandTable.find(({ name }) => argv.includes(name));
  return command === undefined ? 'perennial --help' : `perennial ${command.name} --help`;
}
