import type { RecordedRun } from '../plan/run-state.ts';
import type { Issued } from './look-of.ts';

/** Serials of the certificates that runs made, as their journals say. */
export function issuedBy(runs: readonly RecordedRun[]): Issued {
  return new Map(
    runs.flatMap(({ id, entries }) =>
      entries.flatMap((entry) => {
        const serial = entry.event === 'done' ? entry.facts?.['serial'] : undefined;
        return serial === undefined ? [] : [[serial, id] as const];
      }),
    ),
  );
}
