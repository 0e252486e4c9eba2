import { PerennialError } from '../../core/errors.ts';
import type { Consent } from '../../usecases/requests.ts';
import type { Given } from './given.ts';
import type { Style } from '../report/style.ts';
import { planText } from './plan-text.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

export interface ConsentRequest {
  readonly given: Given;
  readonly terminal: Terminal;
  /** The command as typed, to be repeated with --yes. */
  readonly argv: readonly string[];
  readonly stop: AbortSignal;
  /** Of the screen on which the question stands. */
  readonly paint: Style;
}

/** A dry run is a plan nobody consents to; `--yes` consents; otherwise a person at a terminal is shown the plan and asked. */
export function consentFrom({ given, terminal, argv, stop, paint }: ConsentRequest): Consent {
  return async (plan) => {
    if (given.dryRun === true || stop.aborted) return false;
    if (given.yes === true) return true;
    if (!given.input || !terminal.canAsk) throw needsYes(plan.node, argv);
    terminal.err.write(`${planText(plan, paint)}\n\n`);
    const question = paint.words(`Carry this out on ${printable(plan.node)}? [y/N] `);
    const answer = await terminal.ask(question, stop);
    return /^\s*y(es)?\s*$/i.test(answer ?? '') && !stop.aborted;
  };
}

function needsYes(node: string, argv: readonly string[]): PerennialError {
  return new PerennialError(
    'confirmation-needed',
    `this changes files and processes of ${node}, and nobody can be asked`,
    {
      hint: 'read what would be done with --dry-run, then consent to it with --yes',
      next: ['perennial', ...argv.map(quoted), '--yes'].join(' '),
    },
  );
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
