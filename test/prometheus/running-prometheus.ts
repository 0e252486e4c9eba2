import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ending } from '../ending.ts';
import { ended, missing } from './program.ts';

/**
 * A Prometheus of Debian's package, with this configuration, on a port of its own; ended with the test. `past` is OpenMetrics
 * with times, hourly, that it is to know from before.
 */
export async function runningPrometheus(t: Ending, configuration: string, past?: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-prometheus-'));
  await writeFile(join(folder, 'prometheus.yml'), configuration);
  if (past !== undefined) await takePast(folder, past);
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
      ...(past === undefined ? [] : ['--query.lookback-delta=1h']),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  t.after(async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  });
  return prometheusAt(await addressSaid(child));
}

async function takePast(folder: string, past: string): Promise<void> {
  const file = join(folder, 'past');
  await writeFile(file, past);
  // Otherwise a block for every two hours, and the file read again for each.
  const whole = ['--max-block-duration=1000h', '--quiet'];
  const words = ['tsdb', 'create-blocks-from', 'openmetrics', ...whole, file, join(folder, 'data')];
  const { status, said } = await ended('promtool', words);
  if (status !== 0) throw new Error(`promtool ${words.join(' ')}: ${said}`);
}

/** It says in its log where it listens, and later when it answers. */
function addressSaid(child: ReturnType<typeof spawn>): Promise<string> {
  const log: string[] = [];
  let address: string | undefined;
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(missing('prometheus', error)));
    child.once('exit', () => reject(new Error(`prometheus ended by itself:\n${log.join('\n')}`)));
    if (child.stderr === null) return reject(new Error('prometheus has no log'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      address ??= /msg="Listening on" address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined && line.includes('msg="Server is ready')) resolve(address);
    });
  });
}

export interface Prometheus {
  /** `127.0.0.1:43210` */
  readonly address: string;
  /** What an expression is now: one series for each row. Throws what Prometheus says against it. */
  query(expr: string): Promise<readonly Series[]>;
  /** `data` of an answer of its API, `/api/v1/rules`. */
  data(path: string): Promise<unknown>;
}

export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

function prometheusAt(address: string): Prometheus {
  const data = async (path: string): Promise<unknown> => {
    const answer = (await (await fetch(`http://${address}${path}`)).json()) as Answer;
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error ?? 'no reason given'}`);
    return answer.data;
  };
  return {
    address,
    data,
    async query(expr) {
      const { resultType, result } = (await data(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as Result;
      if (resultType !== 'vector') throw new Error(`${expr} is no vector: ${resultType}`);
      return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
  };
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: unknown;
}

interface Result {
  readonly resultType: string;
  readonly result: readonly { readonly metric: Series['metric']; readonly value: readonly [number, string] }[];
}
