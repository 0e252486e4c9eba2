import type { Language, Translate } from '../../core/language/language.ts';
import { openRunIds } from '../../usecases/recorded-runs.ts';
import type { Answer, Call } from './answer.ts';
import { callOf } from './call.ts';
import type { CommandRow } from './command-row.ts';
import { commandTable } from './command-table.ts';
import { asPerennialError } from './error-view.ts';
import { detailedStatus, exitStatus, priorityOf } from './exit-status.ts';
import { failed } from './failed.ts';
import type { Given } from './given.ts';
import { jsonText } from './json-text.ts';
import { languageAsked, translateInto } from './language.ts';
import { paintFor } from './paint.ts';
import type { Parsed } from './parse.ts';
import { printable } from './printable.ts';
import { progressFor } from './progress/progress-for.ts';
import { withRoom } from './progress/with-room.ts';
import { dieOfSignals, type Stop, stopAtStepBoundary, stopWhenAsked } from './stop.ts';
import type { Style } from '../report/style.ts';
import type { Terminal } from './terminal.ts';
import { textfileAfter } from './textfile.ts';
import type { Surroundings } from './surroundings.ts';

/** One command line from its arguments to its exit status. Prints; never throws. */
export async function commandLine(argv: readonly string[], around: Surroundings): Promise<number> {
  if (argv[0] === '__complete') return await completed(argv.slice(1), around);
  const speech = await speechFor(argv, around);
  try {
    const asked = await parsedFrom(speech);
    switch (asked.kind) {
      case 'command':
        return await carriedOut(asked, speech, around);
      case 'version':
        return await carriedOut(versionAsked(), speech, around);
      case 'help':
        around.terminal.out.write(asked.text);
        return exitStatus.fine;
    }
  } catch (thrown) {
    return failed(thrown, speech, around.terminal);
  }
}

/** What a shell calls when somebody presses TAB: no command, and in no help. */
async function completed(words: readonly string[], around: Surroundings): Promise<number> {
  const { completionLines } = await import('./completion/complete.ts');
  around.terminal.out.write(await completionLines(words, around));
  return exitStatus.fine;
}

/** The command line, and the language in which it is answered. */
interface Speech {
  readonly argv: readonly string[];
  readonly language: Language;
  readonly words: Translate;
}

async function speechFor(argv: readonly string[], { terminal }: Surroundings): Promise<Speech> {
  const language = languageAsked(argv, terminal.environment);
  return { argv, language, words: await translateInto(language) };
}

/** The version is asked for by machines, often: it needs no parser. */
async function parsedFrom({ argv, words }: Speech): Promise<Parsed> {
  const [only] = argv;
  if (argv.length === 1 && (only === '--version' || only === '-V')) return { kind: 'version' };
  const { parsed } = await import('./parse.ts');
  return parsed(argv, words);
}

function versionAsked(): Asked {
  const row = commandTable.find(({ name }) => name === 'version');
  if (row === undefined) throw new Error('the table of commands has no version');
  return { kind: 'command', row, args: [], given: { input: true, color: true } };
}

type Asked = Extract<Parsed, { readonly kind: 'command' }>;

async function carriedOut({ row, args, given }: Asked, speech: Speech, surroundings: Surroundings): Promise<number> {
  const { argv, language, words } = speech;
  const { out, err } = surroundings.terminal;
  const look = { terminal: surroundings.terminal, color: given.color, words };
  const [paint, errPaint] = [paintFor(out, look), paintFor(err, look)];
  const progress = progressFor(surroundings.terminal, row, given, errPaint);
  const terminal = withRoom(surroundings.terminal, progress);
  const around = { ...surroundings, terminal };
  const stop = stopFor(row, terminal, errPaint);
  try {
    const call = callOf({ argv, args, given, paint, errPaint, language, stop, tell: progress.tell }, around);
    const command = await row.load();
    const warnings = await openRunWarnings(row, call);
    if (given.quiet !== true)
      for (const warning of warnings)
        terminal.err.write(`${errPaint.warning(errPaint.words('note:'))} ${errPaint.words(warning)}\n`, 'warning');
    const answer = await command(call).finally(() => afterwards(row, call));
    progress.end();
    const status = detailedStatus(answer, given);
    terminal.out.write(outputOf(answer, warnings, given), priorityOf(status));
    // What was changed is changed, whoever could not be told.
    if (row.changes !== true && status === exitStatus.fine) await terminal.flush();
    return status;
  } finally {
    progress.end();
    stop.release();
  }
}

function stopFor({ byItself, changes, stays }: CommandRow, terminal: Terminal, errPaint: Style): Stop {
  if (changes === true) return stopAtStepBoundary(terminal, errPaint, byItself === true ? 'machine' : 'person');
  return stays === true ? stopWhenAsked(terminal) : dieOfSignals();
}

/** What is told of the node after it may have changed, however that ended. */
async function afterwards({ changes, stays }: CommandRow, call: Call): Promise<void> {
  if (changes === true && stays !== true) await textfileAfter(call);
}

function outputOf({ text, document }: Answer, warnings: readonly string[], { format }: Given): string {
  if (format !== 'json' || document === undefined) return text;
  return jsonText({ ...document, warnings: [...warnings, ...document.warnings] });
}

/** Said before anything else. What cannot be read of earlier runs is reported by `check`, and stops what needs it. */
async function openRunWarnings(row: CommandRow, call: Call): Promise<readonly string[]> {
  if (row.silentAboutOpenRun === true) return [];
  const { runs } = await call.world();
  try {
    const open = await openRunIds(runs);
    return open.map(
      (id) => `the run ${printable(id)} is unfinished: perennial resume finishes it, perennial rollback undoes it`,
    );
  } catch (thrown) {
    const { code, message } = asPerennialError(thrown);
    return code === 'permission' ? [] : [`earlier runs cannot be read: ${message}`];
  }
}
