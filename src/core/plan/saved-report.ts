import type { Reading } from '../inventory.ts';
import type { RunReport } from './report.ts';

/** What was read from report.json as a report: anybody may have edited it, and another version may have written it. */
export function savedRunReport(value: unknown): Reading<RunReport> {
  return isRunReport(value)
    ? { kind: 'read', value }
    : { kind: 'unreadable', reason: 'parse', detail: 'it is not a report of this version of perennial' };
}

function isRunReport(value: unknown): value is RunReport {
  return fits(value, {
    run: isText,
    startedAt: isInstant,
    endedAt: isInstant,
    outcome: isOutcome,
    certificates: listOf({
      name: isText,
      path: isText,
      oldSerial: maybe(isText),
      newSerial: isText,
      notAfter: isInstant,
      proof: maybe(isText),
    }),
    components: listOf({
      component: isText,
      restarted: isBoolean,
      awaySeconds: isNumber,
      leaderlessSeconds: maybe(isNumber),
    }),
    witness: maybe(isWitness),
    rolledBackBy: maybe((one) => fits(one, { run: isText, outcome: isEnding })),
    leftOpenAfter: maybe(isNumber),
  });
}

type Test = (value: unknown) => boolean;

function fits(value: unknown, tests: Readonly<Record<string, Test>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(tests).every(([name, test]) => test((value as Readonly<Record<string, unknown>>)[name]));
}

const isText: Test = (value) => typeof value === 'string';
const isBoolean: Test = (value) => typeof value === 'boolean';
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
/** As far as `Date` counts (ECMA-262, 21.4.1.1). */
const isInstant: Test = (value) => isNumber(value) && Math.abs(value as number) <= 8.64e15;
const maybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const listOf =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    Array.isArray(value) && value.every((one) => fits(one, tests));

const isEnding: Test = (value) =>
  fits(value, { kind: (kind) => kind === 'complete' }) ||
  fits(value, { kind: (kind) => kind === 'stopped', step: isText, stage: isText, reason: isText });

const isOutcome: Test = (value) =>
  isEnding(value) || fits(value, { kind: (kind) => kind === 'not-begun', reason: isText });

const areCounts: Test = (value) => fits(value, {}) && Object.values(value as object).every(isNumber);
const probe = { requests: isNumber, failures: isNumber, longestGapMilliseconds: isNumber, reasons: areCounts };

const isWitness: Test = (value) =>
  fits(value, {
    seconds: isNumber,
    fresh: (one) => fits(one, probe),
    kept: (one) => fits(one, { ...probe, reconnects: isNumber }),
    watch: (one) =>
      fits(one, { kind: (kind) => kind === 'open', cuts: isNumber }) ||
      fits(one, { kind: (kind) => kind === 'none', why: isText }),
  });
