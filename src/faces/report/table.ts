import { authorityRowsOf, leafRowsOf, type Row } from '../../core/check/rows.ts';
import type { Finding } from '../../core/check/finding.ts';
import { SECOND, type Instant } from '../../core/instant.ts';
import { shortened } from '../cli/printable.ts';
import { inColumns } from './columns.ts';
import { kubeadmDate } from './dates.ts';
import { humanDuration } from './duration.ts';
import type { Examined } from './examined.ts';
import { findingsText } from './findings-text.ts';
import { plainStyle, type Style } from './style.ts';

/** For people: kubeadm's columns and ours, then what was found with what mends it, and the verdict as the last line. */
export function tableText(examined: Examined, style: Style = plainStyle, wide = false): string {
  const { inventory, findings, policy, verdict } = examined;
  const leaves = leafRowsOf(inventory, findings, policy).filter((row) => isShown(row, wide));
  const tables = [
    tableOf(leaves, { columns: columnsFor(leafColumns, wide), findings, now: inventory.takenAt, style }),
    tableOf(authorityRowsOf(inventory, findings), {
      columns: columnsFor(authorityColumns, wide),
      findings,
      now: inventory.takenAt,
      style,
    }),
  ];
  const painted = { ok: style.good, warning: style.warning, critical: style.bad, unknown: style.warning }[
    verdict.status
  ];
  const last = `${painted(verdict.status.toUpperCase())}: ${shortened(style.words(verdict.sentence), 1000)}\n`;
  return [...tables, findingsText(findings, style, wide), last].filter((part) => part !== '').join('\n');
}

/** What nobody is known to use is listed among the findings, where ten thousand of them are one line. */
function isShown({ kind, status }: Row, wide: boolean): boolean {
  return wide || (kind !== 'unknown' && status !== 'absent');
}

interface Column {
  readonly heading: string;
  readonly cell: (row: Row, now: Instant) => string;
  readonly wide?: true;
  /** Of words, not of names and codes: in the person's language. */
  readonly said?: true;
}

const common: readonly Column[] = [
  {
    heading: 'EXPIRES',
    cell: ({ expiresAt }) => (expiresAt === undefined ? '-' : kubeadmDate(expiresAt)),
    said: true,
  },
  {
    heading: 'RESIDUAL TIME',
    cell: ({ expiresAt }, now) => (expiresAt === undefined ? '-' : residual(expiresAt, now)),
    said: true,
  },
];
const external: Column = {
  heading: 'EXTERNALLY MANAGED',
  cell: ({ externallyManaged }) => (externallyManaged ? 'yes' : 'no'),
  said: true,
};
const STATUS = 'STATUS';
const NOT_SERVED = 'NO';
const status: Column = { heading: STATUS, cell: (row) => row.status };
const details: readonly Column[] = [
  { heading: 'SERIAL', cell: ({ certificate }) => certificate?.serial ?? '-', wide: true },
  { heading: 'KEY', cell: ({ certificate }) => certificate?.key.text ?? '-', wide: true },
  { heading: 'SUBJECT', cell: ({ certificate }) => certificate?.subject.text ?? '-', wide: true },
  { heading: 'PATH', cell: ({ path }) => path, wide: true },
];

const leafColumns: readonly Column[] = [
  { heading: 'CERTIFICATE', cell: ({ name }) => name },
  ...common,
  { heading: 'CERTIFICATE AUTHORITY', cell: ({ authority }) => authority ?? '-' },
  external,
  status,
  { heading: 'SERVED', cell: ({ served }) => (served === undefined ? '-' : served ? 'yes' : NOT_SERVED), said: true },
  {
    heading: 'RENEWAL DUE',
    cell: ({ renewalDueAt }) => (renewalDueAt === undefined ? '-' : kubeadmDate(renewalDueAt).slice(0, 12)),
    said: true,
  },
  ...details,
];

const authorityColumns: readonly Column[] = [
  { heading: 'CERTIFICATE AUTHORITY', cell: ({ name }) => name },
  ...common,
  external,
  status,
  ...details,
];

const columnsFor = (columns: readonly Column[], wide: boolean): readonly Column[] =>
  columns.filter((column) => wide || column.wide === undefined);

const residual = (expiresAt: Instant, now: Instant): string => humanDuration(Math.trunc((expiresAt - now) / SECOND));

interface TableOptions {
  readonly columns: readonly Column[];
  readonly findings: readonly Finding[];
  readonly now: Instant;
  readonly style: Style;
}

function tableOf(rows: readonly Row[], { columns, findings, now, style }: TableOptions): string {
  if (rows.length === 0) return '';
  const headings = columns.map(({ heading }) => heading);
  const lines = rows.map((row) =>
    columns.map(({ cell, said }) => shortened(said === true ? style.words(cell(row, now)) : cell(row, now))),
  );
  return inColumns([headings.map(style.words), ...lines], {
    paint: (text, line, column) => {
      if (line === 0) return style.strong(text);
      if (headings[column] !== STATUS) return text === style.words(NOT_SERVED) ? style.warning(text) : text;
      return paintedStatus(rows[line - 1], findings, style)(text);
    },
  });
}

function paintedStatus(row: Row | undefined, findings: readonly Finding[], style: Style): (text: string) => string {
  const finding = findings.find(({ subject, code }) => subject === row?.name && code === row.status);
  switch (finding?.severity) {
    case 'critical':
      return style.bad;
    case 'warning':
    case 'unknown':
      return style.warning;
    case 'info':
      return style.dim;
    case undefined:
      return row?.status === 'ok' ? style.good : style.dim;
  }
}
