import type { Container } from './container.ts';
import { bytes, type Field, fieldsOf, integer, map, message } from './protobuf.ts';

// Field numbers: k8s.io/cri-api pkg/apis/runtime/v1/api.proto.

/** `ContainerState` */
const RUNNING = 1;
const EXITED = 2;

/** What a ListContainersRequest asks for; absent fields filter nothing. */
export interface ContainerFilter {
  readonly id?: string;
  readonly state?: number;
  readonly podSandboxId?: string;
  readonly labels: readonly (readonly [string, string])[];
}

export const versionResponse = (runtimeVersion: string): Buffer =>
  message(bytes(1, '0.1.0'), bytes(2, 'perennial-sandbox'), bytes(3, runtimeVersion), bytes(4, 'v1'));

export const listContainersResponse = (containers: readonly Container[]): Buffer =>
  message(...containers.map((container) => bytes(1, listed(container))));

export const containerStatusResponse = (container: Container, verbose: boolean): Buffer =>
  message(
    bytes(1, statusOf(container)),
    map(2, verbose ? { info: JSON.stringify({ sandboxID: container.podSandboxId, pid: container.pid }) } : {}),
  );

/** ListContainersRequest: field 1 is the filter. */
export function containerFilterOf(request: Buffer): ContainerFilter {
  const filter = nested(request, 1);
  if (filter === undefined) return { labels: [] };
  const state = nested(filter, 2);
  return {
    ...optional('id', text(filter, 1)),
    ...optional('state', state === undefined ? undefined : (number(state, 1) ?? 0)),
    ...optional('podSandboxId', text(filter, 3)),
    labels: fieldsOf(filter)
      .filter((field) => field.number === 4)
      .map(({ value }) => [text(value as Buffer, 1) ?? '', text(value as Buffer, 2) ?? ''] as const),
  };
}

export function matches({ id, state, podSandboxId, labels }: ContainerFilter, container: Container): boolean {
  const held = labelsOf(container);
  return (
    (id === undefined || id === container.id) &&
    (state === undefined || state === stateOf(container)) &&
    (podSandboxId === undefined || podSandboxId === container.podSandboxId) &&
    labels.every(([name, value]) => held[name] === value)
  );
}

/** ContainerStatusRequest and StopContainerRequest: the id, and a flag or a timeout. */
export function containerAsked(request: Buffer): { readonly id: string; readonly second: number } {
  return { id: text(request, 1) ?? '', second: number(request, 2) ?? 0 };
}

function listed(container: Container): Buffer {
  const { id, podSandboxId, pod, startedAt } = container;
  return message(
    bytes(1, id),
    bytes(2, podSandboxId),
    bytes(3, metadataOf(container)),
    bytes(4, message(bytes(1, pod.container.image))),
    bytes(5, pod.container.image),
    integer(6, stateOf(container)),
    integer(7, nanoseconds(startedAt)),
    map(8, labelsOf(container)),
    map(9, annotationsOf(container)),
  );
}

function statusOf(container: Container): Buffer {
  const { id, pod, startedAt } = container;
  return message(
    bytes(1, id),
    bytes(2, metadataOf(container)),
    integer(3, stateOf(container)),
    integer(4, nanoseconds(startedAt)),
    integer(5, nanoseconds(startedAt)),
    ...endOf(container),
    bytes(8, message(bytes(1, pod.container.image))),
    bytes(9, pod.container.image),
    map(12, labelsOf(container)),
    map(13, annotationsOf(container)),
    ...pod.mounts.map(({ containerPath, hostPath, readOnly }) =>
      bytes(14, message(bytes(1, containerPath), bytes(2, hostPath), integer(3, readOnly ? 1 : 0))),
    ),
  );
}

function endOf(container: Container): readonly Field[] {
  const end = container.end();
  if (end === undefined) return [];
  return [
    integer(6, nanoseconds(end.at)),
    integer(7, end.exitCode),
    bytes(10, end.exitCode === 0 ? 'Completed' : 'Error'),
  ];
}

const stateOf = (container: Container) => (container.end() === undefined ? RUNNING : EXITED);
const nanoseconds = (milliseconds: number) => BigInt(milliseconds) * 1_000_000n;
const metadataOf = ({ pod, attempt }: Container) => message(bytes(1, pod.container.name), integer(2, attempt));

/** As the kubelet labels containers (pkg/kubelet/types/labels.go). */
function labelsOf({ pod }: Container): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.container.name': pod.container.name,
    'io.kubernetes.pod.name': `${pod.name}-${process.env['SANDBOX_NODE'] ?? ''}`,
    'io.kubernetes.pod.namespace': 'kube-system',
    'io.kubernetes.pod.uid': pod.uid,
  };
}

function annotationsOf({ pod, attempt }: Container): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.container.restartCount': String(attempt),
    'io.kubernetes.pod.terminationGracePeriod': String(pod.gracePeriodSeconds),
  };
}

function nested(buffer: Buffer, wanted: number): Buffer | undefined {
  const value = fieldsOf(buffer).findLast(({ number: found }) => found === wanted)?.value;
  return Buffer.isBuffer(value) ? value : undefined;
}

function text(buffer: Buffer, wanted: number): string | undefined {
  const value = nested(buffer, wanted)?.toString();
  return value === '' ? undefined : value;
}

function number(buffer: Buffer, wanted: number): number | undefined {
  const value = fieldsOf(buffer).findLast(({ number: found }) => found === wanted)?.value;
  return typeof value === 'bigint' ? Number(value) : undefined;
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };
}
