import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One file of bench/results: when, where and by what it was measured, and what came out. */
export interface Result {
  readonly name: string;
  readonly measuredAt: string;
  readonly command: string;
  readonly tree: string;
  readonly machine: string;
  readonly loadAverage: number;
  readonly [figure: string]: unknown;
}

/** Every result there is, by name. */
export function resultsIn(folder: string): ReadonlyMap<string, Result> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Result).map(named));
}

function named(result: Result): readonly [string, Result] {
  return [result.name, result];
}

/** A value deep in a result: `at(result, 'load', 'newConnections', 'failed')`; undefined where it is not. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((one, key) => (isRecord(one) ? one[key] : undefined), value);
}

/** A number in a result, for people: `1,234`, `0.4`; `?` where there is none. */
export function count(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === 'number' ? found.toLocaleString('en-US', { maximumFractionDigits: 3 }) : '?';
}

export function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function fields(value: unknown, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path);
  return isRecord(found) ? Object.entries(found) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
