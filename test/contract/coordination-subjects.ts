import type { TestContext } from 'node:test';
import { kubernetesCoordination } from '../../src/adapters/kubernetes/coordination/kubernetes-coordination.ts';
import { type KeptLease, serveLease } from '../../src/adapters/kubernetes/coordination/lease-server.test-support.ts';
import { textOf } from '../../src/adapters/kubernetes/json-fields.ts';
import { memoryCoordination } from '../../src/adapters/memory/coordination.ts';
import type { NodeName } from '../../src/core/names.ts';
import type { Coordination, HeldLease } from '../../src/ports/coordination.ts';
import { handClock } from './hand-clock.ts';

/** A cluster whose nodes can be told to do without the API server; nobody has ever held its lease. */
export interface CoordinationSubject {
  /** A process on that node; it waits for its turn for ten minutes. */
  readonly on: (node: NodeName) => { acquire(runId: string): Promise<HeldLease> };
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly cutOff: (node: NodeName) => void;
  readonly reconnect: (node: NodeName) => void;
  readonly holder: () => string;
  readonly ticks: () => number;
}

export const coordinationSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<CoordinationSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

const patienceMilliseconds = 600_000;

const processOn = (node: NodeName, coordination: Coordination) => ({
  acquire: (runId: string) => coordination.acquire({ node, runId }),
});

async function memorySubject(): Promise<CoordinationSubject> {
  const time = handClock();
  const lease = { holder: '', renewedAt: 0, cutOff: new Set<NodeName>() };
  return {
    on: (node) => processOn(node, memoryCoordination({ lease, time, patienceMilliseconds })),
    pass: (milliseconds) => time.pass(milliseconds),
    cutOff: (node) => void lease.cutOff.add(node),
    reconnect: (node) => void lease.cutOff.delete(node),
    holder: () => lease.holder,
    ticks: () => time.ticks(),
  };
}

/** One API server per node; who is cut off reaches none of them. */
async function httpsSubject(t: TestContext): Promise<CoordinationSubject> {
  const time = handClock();
  const kept: KeptLease = { object: undefined, version: 0 };
  const nodes = ['cp-1', 'cp-2', 'cp-3'];
  const servers = new Map(await Promise.all(nodes.map(async (node) => [node, await serveLease(t, kept)] as const)));
  const serverOf = (node: NodeName) => servers.get(node) ?? [...servers.values()][0];
  return {
    on(node) {
      const server = serverOf(node);
      if (server === undefined) throw new Error(`there is no server for ${node}`);
      const endpoints = [{ host: '127.0.0.1', port: server.port }];
      const readKubeconfig = async () => server.credentials;
      return processOn(node, kubernetesCoordination({ readKubeconfig, endpoints, time, patienceMilliseconds }));
    },
    pass: (milliseconds) => time.pass(milliseconds),
    cutOff: (node) => void Object.assign(serverOf(node) ?? {}, { manner: 'cut' }),
    reconnect: (node) => void Object.assign(serverOf(node) ?? {}, { manner: 'well' }),
    holder: () => textOf(kept.object, 'spec', 'holderIdentity'),
    ticks: () => time.ticks(),
  };
}
