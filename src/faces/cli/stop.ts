import type { Style } from './../report/style.ts';
import { exitStatus, statusOfSignal } from './exit-status.ts';
import type { Stopper } from '../../ports/clock.ts';
import type { StopSignal, Terminal } from './terminal.ts';

/** Whether somebody asked the run to stop, and by which signal. */
export interface Stop {
  readonly requested: AbortSignal;
  by(): StopSignal | undefined;
  release(): void;
}

/** For a command that changes nothing: a signal ends it as it ends any program. */
export function dieOfSignals(): Stop {
  return { requested: new AbortController().signal, by: () => undefined, release: () => undefined };
}

/** For a command that stays and changes nothing: a signal lets it take its leave, a second one ends it as it ends any program. */
export function stopWhenAsked(terminal: Terminal): Stop {
  const controller = new AbortController();
  let first: StopSignal | undefined;
  const release = terminal.onSignal((signal) => {
    if (first !== undefined) return terminal.leave(statusOfSignal(signal));
    first = signal;
    controller.abort();
    // What it waits for elsewhere has bounds that are longer than anybody waits for an end.
    setTimeout(() => terminal.leave(exitStatus.fine), LEAVE_TAKING).unref();
  });
  return { requested: controller.signal, by: () => first, release };
}

const LEAVE_TAKING = 5000;

/**
 * The first Ctrl-C (or SIGTERM) lets the step under way finish, so that no run is cut in the middle; the second ends the
 * process. A lost connection (SIGHUP) is no wish to stop: the run goes on to its end. Ctrl-C is always a person's; `terminates`
 * says whose SIGTERM is.
 */
export function stopAtStepBoundary(terminal: Terminal, paint: Style, terminates: Stopper): Stop {
  const { words } = paint;
  const controller = new AbortController();
  let first: StopSignal | undefined;
  const release = terminal.onSignal((signal) => {
    if (signal === 'SIGHUP') return;
    if (first === undefined) {
      first = signal;
      controller.abort(signal === 'SIGINT' ? ('person' satisfies Stopper) : terminates);
      terminal.err.write(
        `\n${paint.warning(words('stopping'))} ${words('before the next step; once more ends it in the middle of one')}\n`,
        'notice',
      );
      return;
    }
    terminal.err.write(
      `\n${words('ended in the middle of a step: perennial status says where, perennial resume or rollback goes on')}\n`,
      'warning',
    );
    terminal.leave(statusOfSignal(signal));
  });
  return { requested: controller.signal, by: () => first, release };
}
