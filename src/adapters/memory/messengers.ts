import { SECOND } from '../../core/instant.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Messengers, NotebookFile } from '../../ports/messengers.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** People who hear what the machine's `deliveries` let through. */
export function memoryMessengers(machine: Machine, gate: Gate): Messengers {
  const next = (): Delivery => machine.deliveries.shift() ?? { kind: 'delivered' };
  return {
    async deliver(message, { name: receiver }) {
      gate.assertAlive();
      const wait = machine.silentReceivers.get(receiver);
      machine.now += wait ?? 0;
      if (wait !== undefined) return { kind: 'later', why: `${receiver}: no answer in ${String(wait / SECOND)} s` };
      const delivery = next();
      if (delivery.kind === 'delivered')
        gate.perform(`tell ${receiver}`, () => void machine.told.push({ receiver, message }));
      return delivery;
    },
    async beat() {
      gate.assertAlive();
      const delivery = next();
      if (delivery.kind === 'delivered') machine.heartbeats += 1;
      return delivery;
    },
  };
}

export function memoryNotebook(machine: Machine, gate: Gate): NotebookFile {
  return {
    async hold() {
      gate.assertAlive();
      return {
        async read() {
          return machine.notebook === undefined ? { kind: 'missing' } : { kind: 'read', value: machine.notebook };
        },
        async replace(text) {
          gate.perform('replace the notebook', () => void (machine.notebook = text));
        },
        release: async () => undefined,
      };
    },
  };
}
