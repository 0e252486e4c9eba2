import type * as Grpc from '@grpc/grpc-js';

/** The calls of a service, each with what it is asked and what it answers. */
type Calls<M> = { readonly [K in keyof M]: { readonly request: object; readonly response: object } };

/** A connection to one server. Calls reject with grpc's ServiceError (`code`, `details`). */
export interface GrpcClient<M extends Calls<M>> {
  call<K extends keyof M & string>(
    method: K,
    request: M[K]['request'],
    deadlineMilliseconds: number,
  ): Promise<M[K]['response']>;
  close(): void;
}

/** Messages of `method` are called `<method>Request` and `<method>Response`, in the package of the proto. */
export interface GrpcServer<M extends Calls<M>> {
  readonly proto: string;
  readonly package: string;
  readonly serviceOf: (method: keyof M & string) => string;
  readonly address: string;
  readonly credentials: (grpc: Pick<typeof Grpc, 'credentials'>) => Grpc.ChannelCredentials;
  readonly options?: Grpc.ClientOptions;
}

/** Opens nothing yet: grpc connects with the first call. gRPC and protobuf are loaded here, on use, for they are heavy. */
export async function grpcClient<M extends Calls<M>>(server: GrpcServer<M>): Promise<GrpcClient<M>> {
  // CommonJS packages have names of their own only under Node; under esbuild it is all in `default`.
  const [{ default: grpc }, { default: protobuf }] = await Promise.all([import('@grpc/grpc-js'), import('protobufjs')]);
  const { root } = protobuf.parse(server.proto, { keepCase: true });
  const client = new grpc.Client(server.address, server.credentials(grpc), {
    // Channels with equal options share connections; a connection that hung must not be handed to the next operation.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_http_proxy': 0,
    ...server.options,
  });
  return {
    call(method, request, deadlineMilliseconds) {
      const asked = root.lookupType(`${server.package}.${method}Request`);
      const answered = root.lookupType(`${server.package}.${method}Response`);
      const encode = (message: object) => Buffer.from(asked.encode(asked.fromObject(message)).finish());
      const decode = (bytes: Buffer) =>
        answered.toObject(answered.decode(bytes), { longs: String, enums: String, defaults: true });
      const path = `/${server.package}.${server.serviceOf(method)}/${method}`;
      return new Promise((resolve, reject) => {
        const options = { deadline: Date.now() + deadlineMilliseconds };
        client.makeUnaryRequest(path, encode, decode, request, options, (error, response) => {
          if (error === null && response !== undefined) resolve(response);
          else reject(error ?? new Error(`${method} was answered with nothing`));
        });
      });
    },
    close: () => client.close(),
  };
}
