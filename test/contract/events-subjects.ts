import type { TestContext } from 'node:test';
import { serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { serveEvents } from '../../src/adapters/kubernetes/event-server.test-support.ts';
import { kubernetesEvents } from '../../src/adapters/kubernetes/kubernetes-events.ts';
import type { Events } from '../../src/ports/events.ts';
import { controlPlane } from '../crash/node.ts';

/** A cluster without Events, and hands beside the adapter. */
export interface EventsSubject {
  readonly events: Events;
  /** Type, reason and node of each, in order. */
  readonly posted: () => readonly string[];
  /** The API server ends. */
  readonly end: () => Promise<void>;
}

export const eventsSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<EventsSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

async function memorySubject(): Promise<EventsSubject> {
  const node = controlPlane({ behaviour: { 'kube-apiserver': { comesBack: false } } });
  const { world } = node.live();
  return {
    events: world.events,
    posted: () => [...node.machine.events.values()].map(({ type, reason, node: of }) => `${type} ${reason} ${of}`),
    async end() {
      const running = await world.containers.running();
      await world.containers.stop(running.find(({ component }) => component === 'kube-apiserver')?.id ?? '', 0);
    },
  };
}

async function httpsSubject(t: TestContext): Promise<EventsSubject> {
  const { port, credentials, server, cut } = await serveApi(t, {});
  const kept = serveEvents(server);
  const endpoints = [{ host: '127.0.0.1', port }];
  return {
    events: kubernetesEvents({ readKubeconfig: async () => credentials, endpoints, timeoutMilliseconds: 2000 }),
    posted: () => [...kept.values()].map(({ type, reason, regarding }) => `${type} ${reason} ${regarding.name}`),
    async end() {
      server.close();
      cut();
    },
  };
}
