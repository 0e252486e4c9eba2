import { isatty } from 'node:tty';
import { PerennialError } from '../../core/errors.ts';
import { writeFailures } from '../../core/write-failures.ts';
import { isJournal, withPriority } from './journal.ts';
import type { Screen, StopSignal, Terminal } from './terminal.ts';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The terminal, or the pipes and files in its place, of this very process. */
export function processTerminal(): Terminal {
  const [out, err] = [screenOn(1), screenOn(2)];
  return {
    out,
    err,
    canAsk: isatty(0) && err.isTerminal,
    environment: process.env,
    folder: process.cwd(),
    userId: process.getuid?.(),
    ask: askAtTerminal,
    flush: out.flush,
    onSignal(listener) {
      for (const signal of stopSignals) process.on(signal, listener);
      return () => {
        for (const signal of stopSignals) process.off(signal, listener);
      };
    },
    leave: (status) => process.exit(status),
  };
}

/** A reader that went away (`| head`, a lost connection) is no reason to leave a run half done: what it misses is dropped. */
function screenOn(descriptor: 1 | 2): Screen & Pick<Terminal, 'flush'> {
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  const journal = isJournal(descriptor, process.env['JOURNAL_STREAM']);
  let listening = false;
  let failure: NodeJS.ErrnoException | undefined;
  return {
    isTerminal: isatty(descriptor),
    isJournal: journal,
    get columns() {
      // A terminal whose size nobody set says 0.
      return (stream().columns as number | undefined) || 80;
    },
    write(text, priority = 'info') {
      if (!listening)
        stream().on('error', (error: NodeJS.ErrnoException) => {
          failure ??= error;
        });
      listening = true;
      stream().write(journal ? withPriority(text, priority) : text);
    },
    async flush() {
      if (!listening) return;
      await new Promise((resolve) => stream().write('', resolve));
      if (failure !== undefined && failure.code !== 'EPIPE') throw unwritten(failure);
    },
  };
}

function unwritten({ code: errno = '', message }: NodeJS.ErrnoException): PerennialError {
  const [code, words] = writeFailures[errno] ?? ['file-unreadable', message];
  return new PerennialError(code, `the answer could not be written: ${words}`);
}

async function askAtTerminal(question: string, stop: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.on('close', () => resolve(undefined));
    // In raw mode Ctrl-C is a letter: it is made the signal that it is everywhere else.
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    stop.addEventListener('abort', () => lines.close(), { once: true });
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
