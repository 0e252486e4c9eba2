import type { Events, SentEventsFile } from '../../ports/events.ts';
import { authenticatedOn } from './api.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** The cluster's Events, while the machine's own API server answers: one to a name. */
export function memoryEvents(machine: Machine, gate: Gate): Events {
  const authenticated = authenticatedOn(machine, gate);
  return {
    async post(event) {
      authenticated(() => {
        if (machine.events.has(event.name)) return;
        gate.perform(`post ${event.reason}`, () => void machine.events.set(event.name, event));
      });
    },
  };
}

export function memorySentEvents(machine: Machine, gate: Gate): SentEventsFile {
  return {
    async read() {
      gate.assertAlive();
      return machine.sentEvents === undefined ? { kind: 'missing' } : { kind: 'read', value: machine.sentEvents };
    },
    async replace(text) {
      gate.perform('remember what Events said', () => void (machine.sentEvents = text));
    },
  };
}
