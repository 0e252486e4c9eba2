import type * as Grpc from '@grpc/grpc-js';
import type { Type } from 'protobufjs';
import type { RuntimeMethod, RuntimeMethods } from './runtime-messages.ts';
import { runtimeProto } from './runtime-proto.ts';

/** A connection to one runtime socket. Calls reject with grpc's ServiceError (`code`, `details`). */
export interface RuntimeClient {
  readonly socket: string;
  call<M extends RuntimeMethod>(
    method: M,
    request: RuntimeMethods[M]['request'],
    deadlineMilliseconds: number,
  ): Promise<RuntimeMethods[M]['response']>;
  close(): void;
}

/** Opens nothing yet: grpc connects with the first call. gRPC and protobuf are loaded here, on use, for they are heavy. */
export async function runtimeClient(socket: string): Promise<RuntimeClient> {
  // A CommonJS package has names of its own only under Node; under esbuild it is all in `default`.
  const [{ default: grpc }, messages] = await Promise.all([import('@grpc/grpc-js'), messageTypes()]);
  // Channels with equal options share connections; a connection that hung must not be handed to the next operation.
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.enable_http_proxy': 0 };
  const client = new grpc.Client(`unix:${socket}`, grpc.credentials.createInsecure(), options);
  return {
    socket,
    call: (method, request, deadlineMilliseconds) =>
      unaryCall({ client, method, request, deadlineMilliseconds, messages }),
    close: () => client.close(),
  };
}

interface UnaryCall<M extends RuntimeMethod> {
  readonly client: Grpc.Client;
  readonly method: M;
  readonly request: RuntimeMethods[M]['request'];
  readonly deadlineMilliseconds: number;
  readonly messages: (name: string) => Type;
}

function unaryCall<M extends RuntimeMethod>(unary: UnaryCall<M>): Promise<RuntimeMethods[M]['response']> {
  const { client, method, request, deadlineMilliseconds, messages } = unary;
  const asked = messages(`${method}Request`);
  const answered = messages(`${method}Response`);
  const encode = (message: object) => Buffer.from(asked.encode(asked.fromObject(message)).finish());
  const decode = (bytes: Buffer) =>
    answered.toObject(answered.decode(bytes), { longs: String, enums: String, defaults: true });
  return new Promise((resolve, reject) => {
    const options = { deadline: Date.now() + deadlineMilliseconds };
    client.makeUnaryRequest(
      `/runtime.v1.RuntimeService/${method}`,
      encode,
      decode,
      request,
      options,
      (error, response) => {
        if (error === null && response !== undefined) resolve(response);
        else reject(error ?? new Error(`${method} was answered with nothing`));
      },
    );
  });
}

async function messageTypes(): Promise<(name: string) => Type> {
  const { default: protobuf } = await import('protobufjs');
  const { root } = protobuf.parse(runtimeProto, { keepCase: true });
  return (name) => root.lookupType(`runtime.v1.${name}`);
}
