import {
  type handleUnaryCall,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import type { Container } from './container.ts';
import {
  containerAsked,
  containerFilterOf,
  containerStatusResponse,
  listContainersResponse,
  matches,
  versionResponse,
} from './messages.ts';

type Answer = (request: Buffer) => Promise<Buffer> | Buffer;

/** Serves `runtime.v1.RuntimeService` on a unix socket, as far as perennial speaks it. */
export async function serveRuntime(socketPath: string, containers: () => readonly Container[]): Promise<void> {
  const answers = answersOf(containers);
  const server = new Server();
  server.addService(
    definitionOf(Object.keys(answers)),
    Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, unary(answer)])),
  );
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${socketPath}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    ),
  );
}

function answersOf(containers: () => readonly Container[]): Readonly<Record<string, Answer>> {
  const find = (id: string) => containers().find((container) => container.id === id);
  return {
    Version: () => versionResponse('0.1.0'),
    ListContainers: (request) => {
      const filter = containerFilterOf(request);
      return listContainersResponse(containers().filter((container) => matches(filter, container)));
    },
    ContainerStatus: (request) => {
      const { id, second } = containerAsked(request);
      const container = find(id);
      if (container === undefined)
        throw new NotFound(`an error occurred when try to find container "${id}": not found`);
      return containerStatusResponse(container, second === 1);
    },
    // Idempotent: a container that is gone is fine (api.proto, StopContainer).
    StopContainer: async (request) => {
      const { id, second } = containerAsked(request);
      await find(id)?.stop(second);
      return Buffer.alloc(0);
    },
  };
}

class NotFound extends Error {
  readonly code = status.NOT_FOUND;
}

function unary(answer: Answer): handleUnaryCall<Buffer, Buffer> {
  return (call, reply) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply(error as Error),
      );
  };
}

function definitionOf(names: readonly string[]): ServiceDefinition {
  const same = (value: Buffer) => value;
  const method = (name: string): MethodDefinition<Buffer, Buffer> => ({
    path: `/runtime.v1.RuntimeService/${name}`,
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  });
  return Object.fromEntries(names.map((name) => [name, method(name)]));
}
