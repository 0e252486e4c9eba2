import { PerennialError } from '../../core/errors.ts';
import type { Containers } from '../../ports/containers.ts';
import type { Gate } from './effects.ts';
import { end, settle } from './kubelet.ts';
import type { Machine } from './machine.ts';

/** How long a component takes to end in peace. */
const farewell = 400;

/** The containers of the machine's static pods. */
export function memoryContainers(machine: Machine, gate: Gate): Containers {
  const ask = (): void => {
    gate.assertAlive();
    settle(machine);
    if (!machine.runtimeAnswers)
      throw new PerennialError('runtime-unavailable', 'the container runtime does not answer');
  };
  return {
    async running() {
      ask();
      return [...machine.processes.values()].map(({ component, id, imageVersion, startedAt }) => ({
        component,
        id,
        imageVersion,
        startedAt,
        seenBy: 'runtime' as const,
      }));
    },
    async stop(id, graceSeconds) {
      ask();
      const process = [...machine.processes.values()].find((one) => one.id === id);
      if (process === undefined) return;
      gate.perform(`stop ${process.component}`, () => {
        machine.now += Math.min(graceSeconds * 1000, farewell);
        end(machine, process.component);
      });
    },
  };
}
