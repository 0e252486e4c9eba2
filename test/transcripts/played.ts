import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { main } from '../../src/main.ts';
import type { Exchange, Session } from './session.ts';
import { sameEveryTime } from './same-every-time.ts';
import { scriptedTerminal } from './scripted-terminal.ts';

/** The session with what its commands print now. `perennial` runs in this process, any other command in a shell. */
export async function played(session: Session, root: string): Promise<Session> {
  const exchanges: Exchange[] = [];
  for (const exchange of session.exchanges) {
    const printed = exchange.command.startsWith('perennial')
      ? await printedByPerennial(exchange, root)
      : await printedByShell(exchange.command, root);
    exchanges.push({ ...exchange, printed });
  }
  return { ...session, exchanges };
}

async function printedByPerennial({ command, answers }: Exchange, root: string): Promise<readonly string[]> {
  const terminal = scriptedTerminal(answers, root);
  const status = await main(wordsIn(command.replaceAll('$ROOT', root)).slice(1), { terminal });
  const lines = (text: string, mark: string) =>
    text === '' ? [] : sameEveryTime(text, root).map((line) => `${mark}${line}`.trimEnd());
  const ending = status === 0 ? [] : [`? ${String(status)}`];
  return [...lines(terminal.saidOnErr(), '! '), ...lines(terminal.saidOnOut(), ''), ...ending];
}

/** Words as a shell splits them, with single quotes; nothing else of a shell is needed. */
function wordsIn(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

async function printedByShell(command: string, root: string): Promise<readonly string[]> {
  const { stdout, stderr } = await promisify(execFile)('sh', ['-eu', '-c', command], {
    env: { ...process.env, ROOT: root },
    cwd: root,
  });
  const said = stdout + stderr;
  return said === '' ? [] : sameEveryTime(said, root);
}
