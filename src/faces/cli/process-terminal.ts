import { isatty } from 'node:tty';
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
function screenOn(descriptor: 1 | 2): Screen {
  const stream = () => (descriptor === 1 ? process.stdout : process.stderr);
  const journal = isJournal(descriptor, process.env['JOURNAL_STREAM']);
  let listening = false;
  return {
    isTerminal: isatty(descriptor),
    isJournal: journal,
    get columns() {
      // A terminal whose size nobody set says 0.
      return (stream().columns as number | undefined) || 80;
    },
    write(text, priority = 'info') {
      if (!listening) stream().on('error', () => undefined);
      listening = true;
      stream().write(journal ? withPriority(text, priority) : text);
    },
  };
}

async function askAtTerminal(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.on('close', () => resolve(undefined));
    lines.on('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
