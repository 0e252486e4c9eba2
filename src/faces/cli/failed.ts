import type { Translate } from '../../core/language/language.ts';
import { nagiosError } from '../report/nagios.ts';
import type { CommandRow } from './command-row.ts';
import { commandTable } from './command-table.ts';
import { asPerennialError, errorDocument, errorText } from './error-view.ts';
import { statusOfError } from './exit-status.ts';
import { jsonText } from './json-text.ts';
import { paintFor } from './paint.ts';
import type { Terminal } from './terminal.ts';

/**
 * What is printed of an error, and the status it ends with. By the words as typed: it may be that they could not be understood. Who
 * asked for one line or a document on stdout gets one.
 */
export function failed(
  thrown: unknown,
  { argv, words }: { readonly argv: readonly string[]; readonly words: Translate },
  terminal: Terminal,
): number {
  const error = asPerennialError(thrown);
  const paint = paintFor(terminal.err, { terminal, color: !argv.includes('--no-color'), words });
  terminal.err.write(errorText(error, paint, argv.includes('-v') || argv.includes('--verbose')), 'err');
  const format = formatIn(argv);
  if (format === 'json') terminal.out.write(jsonText(errorDocument(error)));
  if (format === 'nagios') terminal.out.write(nagiosError(error.message));
  return errorStatusOf(argv) ?? statusOfError(error.code);
}

function errorStatusOf(argv: readonly string[]): number | undefined {
  const row = rowIn(argv);
  return argv.includes('--cluster') ? (row?.clusterErrorStatus ?? row?.errorStatus) : row?.errorStatus;
}

/** The first word that is a command: `explain check` is about `explain`. */
function rowIn(argv: readonly string[]): CommandRow | undefined {
  const name = argv.find((word) => commandTable.some((row) => row.name === word));
  return commandTable.find((row) => row.name === name);
}

/** The last one given: `-o json`, `-ojson`, `--format json`, `--format=json`. */
function formatIn(argv: readonly string[]): string | undefined {
  const given = argv.findLast(
    (word, index) => /^(-o|--format)$/.test(argv[index - 1] ?? '') || /^(-o|--format=)./.test(word),
  );
  return given?.replace(/^(-o|--format=)/, '');
}
