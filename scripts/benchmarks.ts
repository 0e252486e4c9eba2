import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, figures } from './benchmarks/figures.ts';
import { benchmarksPage, benchmarksText, type Measured } from './benchmarks/page.ts';
import { type Result, resultsIn } from './benchmarks/result.ts';
import { repository } from './setup.mjs';

// node scripts/benchmarks.ts: docs/benchmarks.md from bench/results/*.json, and the same figures on the terminal.
const results = resultsIn(join(repository, 'bench/results'));
const measured = [...figures, ...unlisted()].map(measuredOf);
writeFileSync(join(repository, 'docs/benchmarks.md'), benchmarksPage(measured));
console.log(benchmarksText(measured));

/** All of a figure's results or none: half a comparison is not one. */
function measuredOf(figure: Figure): Measured {
  const found = figure.from.flatMap((name) => results.get(name) ?? []);
  return { figure, results: found.length === figure.from.length ? found : [] };
}

/** A result that nobody has put into words is shown as it is, not left out. */
function unlisted(): readonly Figure[] {
  const known = new Set(figures.flatMap(({ from }) => from));
  return [...results.values()]
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({ title: name, asked: 'not put into words yet', from: [name], cameOut: asItIs }));
}

function asItIs(...[one]: readonly Result[]): readonly string[] {
  const circumstances = new Set(['name', 'measuredAt', 'command', 'tree', 'machine', 'loadAverage']);
  const measuredFields = Object.entries(one ?? {}).filter(([key]) => !circumstances.has(key));
  return [JSON.stringify(Object.fromEntries(measuredFields)).slice(0, 400)];
}
