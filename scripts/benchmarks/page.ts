import type { Figure } from './figures.ts';
import type { Result } from './result.ts';

/** A figure with the results it is taken from; none of them where it has not been measured. */
export interface Measured {
  readonly figure: Figure;
  readonly results: readonly Result[];
}

/** docs/benchmarks.md. */
export function benchmarksPage(all: readonly Measured[]): string {
  return [
    '# Benchmarks',
    '',
    'Made by `npm run test:cluster`, which writes what it measures to `bench/results/*.json` and this page from it',
    '(`node scripts/benchmarks.ts`). Real kubeadm control planes on one machine; nothing here is edited by hand.',
    '',
    ...all.flatMap(section),
  ].join('\n');
}

function section({ figure, results }: Measured): readonly string[] {
  const [first] = results;
  const rows =
    first === undefined
      ? [['came out', 'not measured yet'] as const]
      : [['came out', cameOut(figure, results).join('<br>')] as const, ...causeOf(figure), ...circumstances(first)];
  const table = rows.map(([what, value]) => `| ${what} | ${cell(value)} |`);
  return [`## ${figure.title}`, '', `| asked | ${cell(figure.asked)} |`, '| --- | --- |', ...table, ''];
}

const causeOf = ({ cause }: Figure): readonly (readonly [string, string])[] =>
  cause === undefined ? [] : [['cause', cause]];

function circumstances(result: Result): readonly (readonly [string, string])[] {
  return [
    ['made by', `\`${result.command}\``],
    ['measured', `${result.measuredAt.slice(0, 16).replace('T', ' ')} UTC, at ${result.tree}`],
    ['machine', `${result.machine}; load average at the end ${String(result.loadAverage)}`],
  ];
}

/** The same for a terminal: two lines and more for each figure. */
export function benchmarksText(all: readonly Measured[]): string {
  return all
    .map(({ figure, results }) => {
      const lines = results.length === 0 ? ['not measured yet'] : cameOut(figure, results);
      return [figure.title, `  asked     ${figure.asked}`, ...lines.map((line) => `  came out  ${line}`)].join('\n');
    })
    .join('\n');
}

const cameOut = ({ cameOut: words }: Figure, results: readonly Result[]): readonly string[] => words(...results);

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
