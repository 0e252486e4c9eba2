import type { NodeName } from '../names.ts';
import type { Blocker } from '../schedule/blocker.ts';
import type { PublishedReport } from './node-report.ts';

/**
 * Stop for all at the first failure: what went wrong on one node would go wrong on the next. Its success clears
 * it for all. Whoever is no control-plane node any more has no say; a report that cannot be read says nothing (`check --cluster`
 * reports it), or anybody who can write one could stop every renewal.
 */
export function failedElsewhere(reports: readonly PublishedReport[], own: NodeName): readonly Blocker[] {
  return reports.flatMap(({ node, report }): readonly Blocker[] => {
    if (node === own || report.kind !== 'read' || report.value.failed === undefined) return [];
    const { id, state, reason } = report.value.failed;
    const how = state === 'open' ? 'is unfinished' : 'was rolled back';
    const why = `${node} failed: its run ${id} ${how} (${reason ?? 'no reason is known'}), and nobody goes on until one succeeds there`;
    return [{ kind: 'other-failed', why }];
  });
}
