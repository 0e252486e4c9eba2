import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { basename, join } from 'node:path';

const checkout = join(import.meta.dirname, '../..');

/** Prints a figure and writes it, with where, when and by what it was measured, to bench/results/<name>.json. */
export function publish(name: string, figures: Readonly<Record<string, unknown>>): void {
  const folder = join(checkout, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const result = {
    name,
    measuredAt: new Date().toISOString(),
    command: command(),
    tree: tree(),
    ...place(),
    ...figures,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(`# ${name}: ${JSON.stringify(figures)}`);
}

/** The runner gives each test file a process of its own. */
function command(): string {
  return `npm run test:cluster -- ${basename(process.argv[1] ?? '').replace('.test.ts', '')}`;
}

/** The commit; `dirty` where the checkout is not what was committed, apart from the results themselves. */
function tree(): string {
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!bench/results', ':!docs/benchmarks.md') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? '-dirty' : ''}`;
  } catch {
    return 'not a git checkout';
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: checkout, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** How busy the machine was is part of where: on two cores the neighbours are in every figure. */
function place(): { readonly machine: string; readonly loadAverage: number } {
  const processor = cpus()[0]?.model.replace(/\s+/g, ' ').trim() ?? '';
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${cpus().length} cores (${processor}), ${memory} GB, Linux ${release().split('-')[0] ?? ''}`;
  return { machine, loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10 };
}
