import type { ProbeCount } from '../../../ports/witness.ts';
import type { ApiConnection } from '../api-connection.ts';
import type { Heard } from './narrator.ts';
import { probe } from './probe.ts';
import { tally } from './tally.ts';

/** Requests on connections of their own, evenly paced; those that wait for an answer delay no other. */
export function freshProbe(
  options: ApiConnection,
  ratePerSecond: number,
  heard: Heard,
): { stop(): Promise<ProbeCount> } {
  const counted = tally();
  const underWay = new Set<Promise<void>>();
  const send = () => {
    const sentAt = performance.now();
    const request = probe({ ...options, agent: false }).then(({ failure }) => {
      counted.add(failure);
      heard({ sentAt, failure });
      underWay.delete(request);
    });
    underWay.add(request);
  };
  const timer = setInterval(send, 1000 / ratePerSecond);
  send();
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      return counted.count();
    },
  };
}
