import type { ServingRequests } from '../../ports/serving-requests.ts';
import { authenticatedOn } from './api.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** Requests in memory, at the machine's own API server. */
export function memoryServingRequests(machine: Machine, gate: Gate): ServingRequests {
  const authenticated = authenticatedOn(machine, gate);
  return {
    pending: async () =>
      authenticated(() =>
        [...machine.servingRequests.values()].flatMap(({ request, answer }) => (answer === undefined ? [request] : [])),
      ),
    nodes: async (names) =>
      authenticated(() =>
        machine.servingNodes.filter(({ name, isControlPlane }) => isControlPlane || names.includes(name)),
      ),
    answer: async (request, answer) =>
      authenticated(() => {
        const live = machine.servingRequests.get(request.name);
        if (live === undefined || live.answer !== undefined) return false;
        if (live.request.resourceVersion !== request.resourceVersion) return false;
        gate.perform(`${answer.kind} ${request.name}`, () =>
          machine.servingRequests.set(request.name, { ...live, answer }),
        );
        return true;
      }),
  };
}
