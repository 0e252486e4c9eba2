import type { FindingCode } from '../check/finding.ts';

/** Codes that are one thing getting worse, the later by the earlier: one problem, with one key and one end. */
const laterCodes: Partial<Record<string, FindingCode>> = {
  expiring: 'expired',
  'authority-expiring': 'authority-expired',
} satisfies Partial<Record<FindingCode, FindingCode>>;

/** The code with which a problem of this code begins, or would have begun. */
export const firstCodeOf = (code: string): string =>
  Object.keys(laterCodes).find((first) => laterCodes[first] === code) ?? code;

/** The code that it comes to in the end. */
export const lastCodeOf = (first: string): string => laterCodes[first] ?? first;
