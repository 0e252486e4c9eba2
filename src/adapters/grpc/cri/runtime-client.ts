import { type GrpcClient, grpcClient } from '../grpc-client.ts';
import type { RuntimeMethods } from './runtime-messages.ts';
import { runtimeProto } from './runtime-proto.ts';

/** A connection to one runtime socket. */
export interface RuntimeClient extends GrpcClient<RuntimeMethods> {
  readonly socket: string;
}

export async function runtimeClient(socket: string): Promise<RuntimeClient> {
  const client = await grpcClient<RuntimeMethods>({
    proto: runtimeProto,
    package: 'runtime.v1',
    serviceOf: () => 'RuntimeService',
    address: `unix:${socket}`,
    credentials: (grpc) => grpc.credentials.createInsecure(),
  });
  return { socket, ...client };
}
