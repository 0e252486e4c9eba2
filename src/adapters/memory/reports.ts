import { savedNodeReport } from '../../core/cluster/saved-node-report.ts';
import type { Reports } from '../../ports/reports.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** The text under each node's name, where all machines of a cluster can reach it while their own API server answers. */
export function memoryReports({ reports }: Machine, gate: Gate, answers: () => Promise<unknown>): Reports {
  return {
    async publish(of, make) {
      await answers();
      const before = savedNodeReport(reports.get(of) ?? '', of);
      const report = make(before.kind === 'read' ? before.value : undefined);
      gate.perform(`publish the report of ${of}`, () => void reports.set(of, JSON.stringify(report)));
    },
    async all() {
      await answers();
      return [...reports].map(([name, text]) => ({ node: name, report: savedNodeReport(text, name) }));
    },
  };
}
