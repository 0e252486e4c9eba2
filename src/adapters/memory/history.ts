import type { HistoryFile } from '../../ports/history.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** The history in memory; a line can be torn in the middle, as on disk. */
export function memoryHistory(machine: Machine, gate: Gate): HistoryFile {
  return {
    async read() {
      gate.assertAlive();
      return machine.history === undefined ? { kind: 'missing' } : { kind: 'read', value: machine.history };
    },
    async append(line) {
      const text = machine.history ?? '';
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const torn = () => void (machine.history = whole + line.slice(0, line.length / 2));
      gate.perform('append to the history', () => void (machine.history = `${whole}${line}\n`), torn);
    },
    async replace(text) {
      gate.perform('replace the history', () => void (machine.history = text));
    },
  };
}
