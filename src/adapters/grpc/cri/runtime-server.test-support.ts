import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import type { RuntimeMethod } from './runtime-messages.ts';
import { runtimeProto } from './runtime-proto.ts';

/** What a runtime answers by method: a message, or a grpc status to fail with. A method left out is unimplemented. */
export type Answers = Partial<Record<RuntimeMethod, (request: Record<string, unknown>) => object>>;

/** A grpc status as an answer. */
export function refusal(code: grpc.status, details = ''): Error {
  return Object.assign(new Error(details), { code, details });
}

/** A path for a socket in a folder of its own, removed with the test. */
export async function socketPath(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cri-'));
  test.after(() => rm(folder, { recursive: true }));
  return join(folder, 'runtime.sock');
}

/** A real gRPC server on a unix socket, ended with the test. */
export async function serveRuntime(test: TestContext, answers: Answers): Promise<string> {
  const socket = await socketPath(test);
  const server = new grpc.Server();
  server.addService(serviceDefinition(), implementation({ Version: () => ({ runtime_name: 'test' }), ...answers }));
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${socket}`, grpc.ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    ),
  );
  test.after(() => server.forceShutdown());
  return socket;
}

/** A plain socket server with manners of its own, ended with the test. */
export async function serveBytes(test: TestContext, behave: (peer: Socket) => void): Promise<string> {
  const socket = await socketPath(test);
  const peers = new Set<Socket>();
  const server: Server = createServer((peer) => {
    peers.add(peer);
    peer.on('error', () => peer.destroy());
    behave(peer);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  test.after(() => {
    for (const peer of peers) peer.destroy();
    server.close();
  });
  return socket;
}

function serviceDefinition(): grpc.ServiceDefinition {
  const { root } = protobuf.parse(runtimeProto, { keepCase: true });
  const methods = root.lookupService('runtime.v1.RuntimeService').methodsArray.map(({ name }) => {
    const request = root.lookupType(`runtime.v1.${name}Request`);
    const response = root.lookupType(`runtime.v1.${name}Response`);
    const definition: grpc.MethodDefinition<object, object> = {
      path: `/runtime.v1.RuntimeService/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (message) => Buffer.from(request.encode(request.fromObject(message)).finish()),
      requestDeserialize: (bytes) => request.toObject(request.decode(bytes), { longs: Number, enums: String }),
      responseSerialize: (message) => Buffer.from(response.encode(response.fromObject(message)).finish()),
      responseDeserialize: (bytes) => response.toObject(response.decode(bytes)),
    };
    return [name, definition] as const;
  });
  return Object.fromEntries(methods);
}

function implementation(answers: Answers): grpc.UntypedServiceImplementation {
  const handlers = Object.entries(answers).map(([name, answer]) => {
    const handle: grpc.handleUnaryCall<Record<string, unknown>, object> = (call, reply) => {
      const answered = answer(call.request);
      if (answered instanceof Error) reply(answered);
      else reply(null, answered);
    };
    return [name, handle] as const;
  });
  return Object.fromEntries(handlers);
}
