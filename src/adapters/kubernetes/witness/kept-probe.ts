import { Agent } from 'node:https';
import type { Socket } from 'node:net';
import type { WitnessReport } from '../../../ports/witness.ts';
import type { ApiConnection } from '../api-connection.ts';
import type { Heard } from './narrator.ts';
import { probe } from './probe.ts';
import { tally } from './tally.ts';

/** Requests one after the other on one connection, which is opened again when it is lost. */
export function keptProbe(
  options: ApiConnection,
  pauseMilliseconds: number,
  heard: Heard,
): { stop(): Promise<WitnessReport['kept']> } {
  const counted = tally();
  const { checkServerIdentity, ...others } = options;
  // A check of the server's identity that came with a request would keep node from using its connection again.
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ...(checkServerIdentity && { checkServerIdentity }) });
  let [connections, last]: [number, Socket | undefined] = [0, undefined];
  let underWay: Promise<void> | undefined;
  const send = () => {
    const sentAt = performance.now();
    underWay ??= probe({ ...others, agent }).then(({ failure, connection }) => {
      counted.add(failure);
      heard({ sentAt, failure });
      if (connection !== undefined && connection !== last) connections += 1;
      last = connection ?? last;
      underWay = undefined;
    });
  };
  const timer = setInterval(send, pauseMilliseconds);
  send();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
      agent.destroy();
      return { ...counted.count(), reconnects: Math.max(0, connections - 1) };
    },
  };
}
