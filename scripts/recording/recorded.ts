import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Cast, CastEvent } from './cast.ts';

interface Recording {
  readonly command: string;
  /** The folder that the command is called in. */
  readonly folder: string;
  readonly width: number;
  readonly height: number;
}

/** What a command prints at a terminal of this size, and when. script(1) of util-linux is the terminal. */
export function recorded({ command, folder, width, height }: Recording): Cast {
  const work = mkdtempSync(join(tmpdir(), 'recording-'));
  try {
    const [out, timing] = [join(work, 'out'), join(work, 'timing')];
    const inside = `stty cols ${width} rows ${height}; ${command}`;
    const env = { ...process.env, TERM: 'xterm-256color', NO_COLOR: '', CI: '', TMPDIR: '/tmp' };
    const argv = ['-qec', inside, '--log-out', out, '--log-timing', timing];
    const { status, error } = spawnSync('script', argv, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${command} ended with ${String(status)}`);
    return { width, height, events: eventsIn(readFileSync(out), readFileSync(timing, 'utf8')) };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** `timing` has a line for each piece of output: how long after the one before, and how many bytes. */
function eventsIn(log: Buffer, timing: string): readonly CastEvent[] {
  const decoder = new StringDecoder('utf8');
  let [at, position] = [0, log.indexOf('\n') + 1];
  return timing
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .map(([delay = 0, length = 0]) => {
      at += delay;
      const text = decoder.write(log.subarray(position, position + length));
      position += length;
      return { at: Math.round(at * 1000) / 1000, text };
    });
}
