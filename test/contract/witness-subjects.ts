import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { type Answers, serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { apiWitness } from '../../src/adapters/kubernetes/witness/api-witness.ts';
import type { Witness } from '../../src/ports/witness.ts';
import { controlPlane } from '../crash/node.ts';

/** An API server that can be taken away and brought back, and who watches it. */
export interface WitnessSubject {
  readonly witness: Witness;
  readonly takeAway: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
  /** Until it was asked a good many times, in vain or not. */
  readonly askedOften: () => Promise<void>;
}

export const witnessSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<WitnessSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

async function memorySubject(): Promise<WitnessSubject> {
  const node = controlPlane();
  const { witness, containers } = node.live().world;
  const component = 'kube-apiserver';
  return {
    witness,
    takeAway: async () => {
      node.behave(component, { comesBack: false });
      const container = (await containers.running()).find((one) => one.component === component);
      await containers.stop(container?.id ?? '', 0);
    },
    bringBack: async () => {
      node.behave(component, {});
      node.pass(2000);
    },
    askedOften: async () => node.pass(2000),
  };
}

/** Taken away, its port still takes connections, and ends them: so that those who ask in vain can be counted. */
async function httpsSubject(t: TestContext): Promise<WitnessSubject> {
  const answers: Answers = {
    'GET /readyz': [200, 'ok'],
    'GET /api/v1/namespaces/kube-system/configmaps': (_, response) => response.writeHead(200).flushHeaders(),
  };
  const { server, port, credentials, cut } = await serveApi(t, answers);
  let away = false;
  server.prependListener('connection', (peer) => away && peer.destroy());
  const endpoint = { host: '127.0.0.1', port };
  return {
    witness: apiWitness({ endpoint, readKubeconfig: async () => credentials, ratePerSecond: 50 }),
    takeAway: async () => {
      away = true;
      cut();
    },
    bringBack: async () => void (away = false),
    askedOften: async () => {
      for (let asked = 0; asked < 20; asked += 1) await once(server, away ? 'connection' : 'request');
    },
  };
}
