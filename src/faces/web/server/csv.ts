import type { ListedCertificate } from './query.ts';

/** RFC 4180, for spreadsheets: times as RFC 3339, and no cell that one would take for a formula. */
export function certificatesCsv(rows: readonly ListedCertificate[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(valueOf(row, column))));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

const columns = [
  'cluster',
  'node',
  'name',
  'kind',
  'status',
  'expiresAt',
  'renewalDueAt',
  'notBefore',
  'notAfter',
  'path',
  'authority',
  'served',
  'serial',
  'fingerprint',
  'subject',
  'issuer',
  'key',
  'names',
] as const;

const times: readonly string[] = ['expiresAt', 'renewalDueAt', 'notBefore', 'notAfter'];

function valueOf(row: ListedCertificate, column: (typeof columns)[number]): string {
  const value = row[column];
  if (value === undefined) return '';
  if (typeof value === 'number' && times.includes(column)) return new Date(value).toISOString();
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** OWASP, CSV injection: a quote before what a spreadsheet would compute. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
