import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { busy, holderText, isAlive } from './holder.ts';
import { lockError } from './lock-file.ts';

export interface Held {
  release(): Promise<void>;
}

/** The kernel's lock on `file`, held by a child; undefined when there is no such program. Throws `lock-busy`. */
export async function flocked(program: string, file: string): Promise<Held | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const child = flockProcess(program, file);
    const outcome = await outcomeOf(child);
    switch (outcome.kind) {
      case 'held':
        return heldBy(child);
      case 'no program':
        return undefined;
      case 'busy':
        if (attempt === attempts || !(await holderIsDead(file))) throw await busy(file);
        await setTimeout(50);
        break;
      case 'failed':
        throw lockError(new Error(outcome.why), file);
    }
  }
}

/** The child of one that was killed notices within milliseconds; a holder that lives is not waited for. */
const attempts = 20;

async function holderIsDead(file: string): Promise<boolean> {
  const holder = await holderText.read(file);
  return holder !== undefined && !isAlive(holder);
}

/**
 * In a session of its own: Ctrl-C goes to our whole process group and must not free the lock while we still clean up. What we write
 * comes back once cat runs, which is when the lock is held; no shell is needed, and in an image there is none.
 */
function flockProcess(program: string, file: string): ChildProcessWithoutNullStreams {
  const child = spawn(program, ['-n', '-x', file, 'cat'], { stdio: 'pipe', detached: true });
  child.stdin.on('error', () => undefined).write('held');
  return child;
}

type Outcome = { readonly kind: 'held' | 'no program' | 'busy' } | { readonly kind: 'failed'; readonly why: string };

/** Exit status 1 in silence is a lock that somebody else holds, with util-linux and with busybox. */
function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  return new Promise((resolve) => {
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.stdout.once('data', () => resolve({ kind: 'held' }));
    child.once('error', (error) => resolve(startFailure(error)));
    child.once('close', (status) =>
      resolve(
        status === 1 && complaint === ''
          ? { kind: 'busy' }
          : { kind: 'failed', why: complaint.trim().slice(0, 300) || `flock ended with ${status}` },
      ),
    );
  });
}

function startFailure(error: Error): Outcome {
  return 'code' in error && error.code === 'ENOENT' ? { kind: 'no program' } : { kind: 'failed', why: error.message };
}

/** The child alone must not keep our process from ending. */
function heldBy(child: ChildProcessWithoutNullStreams): Held {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream.unref();
  }
  return {
    async release() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}
