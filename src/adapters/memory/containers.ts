import type { Containers } from '../../ports/containers.ts';
import type { Gate } from './effects.ts';
import { end, settle } from './kubelet.ts';
import type { Machine } from './machine.ts';

/** How long a component takes to end in peace. */
const farewell = 400;

/** The containers of the machine's static pods. */
export function memoryContainers(machine: Machine, gate: Gate): Containers {
  return {
    async running() {
      gate.assertAlive();
      settle(machine);
      return [...machine.processes.values()].map(({ component, id, imageVersion, startedAt }) => ({
        component,
        id,
        imageVersion,
        startedAt,
        seenBy: 'runtime' as const,
      }));
    },
    async stop(id, graceSeconds) {
      gate.assertAlive();
      settle(machine);
      const process = [...machine.processes.values()].find((one) => one.id === id);
      if (process === undefined) return;
      gate.perform(`stop ${process.component}`, () => {
        machine.now += Math.min(graceSeconds * 1000, farewell);
        end(machine, process.component);
      });
    },
  };
}
