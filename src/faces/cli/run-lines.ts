import { counted, dateText } from '../../core/check/words.ts';
import type {
  ComponentEffect,
  ProbeCount,
  RenewedCertificate,
  RunReport,
  WitnessReport,
} from '../../core/plan/report.ts';
import type { Style } from './../report/style.ts';
import { table } from './table.ts';

export function certificateLines({ certificates }: RunReport, paint: Style): readonly string[] {
  if (certificates.length === 0) return [];
  return table(
    [
      ['CERTIFICATE', 'OLD SERIAL', 'NEW SERIAL', 'VALID UNTIL', 'IN USE'],
      ...certificates.map((one) => certificateRow(one, paint)),
    ],
    paint,
  );
}

function certificateRow(
  { name, oldSerial, newSerial, notAfter, proof }: RenewedCertificate,
  { words }: Style,
): readonly string[] {
  return [name, oldSerial ?? '-', newSerial, dateText(notAfter), words(proof ?? '-')];
}

export function componentLines({ components }: RunReport, paint: Style): readonly string[] {
  if (components.length === 0) return [];
  return table(
    [['COMPONENT', 'RESTARTED', 'AWAY', 'WITHOUT A LEADER'], ...components.map((one) => componentRow(one, paint))],
    paint,
  );
}

function componentRow(
  { component, restarted, awaySeconds, leaderlessSeconds }: ComponentEffect,
  { words }: Style,
): readonly string[] {
  const leaderless = leaderlessSeconds === undefined ? '-' : seconds(leaderlessSeconds);
  return [component, words(restarted ? 'yes' : 'no'), words(restarted ? seconds(awaySeconds) : '-'), words(leaderless)];
}

/** What the API server looked like from outside all the while. */
export function witnessLines({ witness }: RunReport, paint: Style): readonly string[] {
  if (witness === undefined) return [];
  const { fresh, kept } = witness;
  const heading = [`API SERVER (${witness.seconds.toFixed(1)} s)`, 'REQUESTS', 'FAILED', 'LONGEST GAP', ''];
  const reconnects = kept.reconnects === 0 ? '' : `reconnected ${counted(kept.reconnects, 'time')}`;
  return table(
    [
      heading,
      ...[
        probeRow('new connections', fresh, ''),
        probeRow('kept connection', kept, reconnects),
        ['open watch', '-', '-', '-', watchWords(witness)],
      ].map((row) => row.map(paint.words)),
    ],
    paint,
  );
}

function probeRow(name: string, { requests, failures, longestGapMilliseconds, reasons }: ProbeCount, more: string) {
  const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${String(count)}`);
  const notes = [...why, ...(more === '' ? [] : [more])].join(', ');
  return [name, String(requests), String(failures), `${longestGapMilliseconds.toFixed(0)} ms`, notes];
}

function watchWords({ watch }: WitnessReport): string {
  if (watch.kind === 'none') return `none: ${watch.why}`;
  return watch.cuts === 0 ? 'not cut' : `cut ${counted(watch.cuts, 'time')}`;
}

const seconds = (count: number): string => `${count.toFixed(1)} s`;
