import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

const checkout = join(import.meta.dirname, '../..');

/** Prints a figure and writes it, with where and when it was measured, to bench/results/<name>.json. */
export function publish(name: string, figures: Readonly<Record<string, unknown>>): void {
  const folder = join(checkout, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const result = { name, measuredAt: new Date().toISOString(), tree: tree(), machine: machine(), ...figures };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(`# ${name}: ${JSON.stringify(figures)}`);
}

function tree(): string {
  return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: checkout, encoding: 'utf8' }).trim();
}

const machine = (): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release().split('-')[0] ?? ''}`;
