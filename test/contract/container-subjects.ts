import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { status } from '@grpc/grpc-js';
import { criContainers } from '../../src/adapters/grpc/cri/cri-containers.ts';
import { type Answers, refusal, serveRuntime } from '../../src/adapters/grpc/cri/runtime-server.test-support.ts';
import { procContainers } from '../../src/adapters/proc/proc-containers.ts';
import {
  apiUid,
  cgroupOf,
  containerId,
  type FakeProcess,
  procFolder,
  staticUid,
} from '../../src/adapters/proc/proc-folder.test-support.ts';
import { quickerContainers } from '../../src/adapters/proc/quicker-containers.ts';
import type { Component } from '../../src/core/names.ts';
import type { Containers } from '../../src/ports/containers.ts';
import { controlPlane } from '../crash/node.ts';

/** A machine with a control plane, and hands beside it that are not the adapter's. */
export interface ContainersSubject {
  readonly containers: Containers;
  /** What really runs, in the beginning. */
  readonly begun: readonly Begun[];
  /** A container ends by itself. */
  readonly end: (id: string) => void;
  /** From here on nothing tells what runs. */
  readonly blind: () => void;
}

export interface Begun {
  readonly component: Component;
  readonly id: string;
  readonly startedAt: number;
}

export const containersSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<ContainersSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'CRI', make: async (t) => (await runtimeSubject(t)).subject },
  { name: 'processes, then CRI', make: processesSubject },
];

async function memorySubject(): Promise<ContainersSubject> {
  const node = controlPlane();
  const { machine } = node;
  return {
    containers: node.live().world.containers,
    begun: [...machine.processes.values()].map(({ component, id, startedAt }) => ({ component, id, startedAt })),
    end: (id) => {
      const component = [...machine.processes.values()].find((one) => one.id === id)?.component;
      if (component !== undefined) machine.processes.delete(component);
      if (component !== undefined) node.behave(component, { comesBack: false });
    },
    blind: () => void (machine.runtimeAnswers = false),
  };
}

const now = 1_795_000_000_000;
/** As `procFolder` has it: 1,000 s after the boot of the machine, 50,000 hundredths after it the processes. */
const startedAt = now - 1_000_000 + 500_000;
const components: readonly Component[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const begun = components.map((component, index) => ({ component, id: containerId(String(index)), startedAt }));
/** The etcd of a control plane that runs as ordinary pods of this one. */
const hosted = containerId('d');

/** A runtime that holds this node's static pods, and a hosted control plane's etcd. */
async function runtimeSubject(t: TestContext, ended: (id: string) => void = () => undefined) {
  const running = new Set([hosted, ...begun.map(({ id }) => id)]);
  const end = (id: string): void => {
    running.delete(id);
    ended(id);
  };
  const socket = await serveRuntime(t, runtimeAnswers(running, end));
  let there = true;
  const containers = criContainers({ sockets: async () => [there ? socket : `${socket}.gone`] });
  const subject: ContainersSubject = { containers, begun, end, blind: () => void (there = false) };
  return { subject };
}

function runtimeAnswers(running: ReadonlySet<string>, end: (id: string) => void): Answers {
  const pods = [
    ...begun.map(({ component, id }) => ({ id, name: component, pod: `${component}-cp-1`, uid: staticUid })),
    { id: hosted, name: 'etcd', pod: 'etcd-0', uid: apiUid },
  ];
  const known = (request: Record<string, unknown>) => running.has(String(request['container_id']));
  return {
    ListContainers: () => ({
      containers: pods
        .filter(({ id }) => running.has(id))
        .map(({ id, name, pod, uid }) => ({
          id,
          state: 'CONTAINER_RUNNING',
          labels: { 'io.kubernetes.container.name': name, 'io.kubernetes.pod.name': pod, 'io.kubernetes.pod.uid': uid },
        })),
    }),
    ContainerStatus: (request) => {
      if (!known(request)) return refusal(status.NOT_FOUND);
      const image = { image: 'registry.k8s.io/component:v1.36.3' };
      return {
        status: { id: request['container_id'], state: 'CONTAINER_RUNNING', created_at: `${startedAt}000000`, image },
      };
    },
    StopContainer: (request) => {
      if (!known(request)) return refusal(status.NOT_FOUND);
      end(String(request['container_id']));
      return {};
    },
  };
}

/** The same machine by its processes; on it also runs a container that is itself a node, with an API server in it. */
async function processesSubject(t: TestContext): Promise<ContainersSubject> {
  const own: readonly FakeProcess[] = begun.map(({ component, id }) => ({ program: component, cgroup: cgroupOf(id) }));
  const nested = { program: 'kube-apiserver', cgroup: cgroupOf(containerId('e')), namespacePids: [100, 50, 1] };
  const folder = procFolder(t, [...own, nested], now);
  const place = (id: string) => join(folder, String(100 + begun.findIndex((one) => one.id === id)));
  const { subject } = await runtimeSubject(t, (id) => rmSync(place(id), { recursive: true }));
  const proc = procContainers(folder, () => now);
  return {
    ...subject,
    containers: quickerContainers({ proc, runtime: subject.containers }),
    blind: () => {
      rmSync(join(folder, 'uptime'));
      subject.blind();
    },
  };
}
