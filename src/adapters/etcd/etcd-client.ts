import { checkServerIdentity } from 'node:tls';
import type * as Grpc from '@grpc/grpc-js';
import type { Type } from 'protobufjs';
import { type EtcdMethod, type EtcdMethods, serviceOf } from './etcd-messages.ts';
import { etcdProto } from './etcd-proto.ts';

export interface EtcdAddress {
  readonly host: string;
  readonly port: number;
}

export interface EtcdCredentials {
  readonly authorityPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A connection to one member. Calls reject with grpc's ServiceError (`code`, `details`). */
export interface EtcdClient {
  call<M extends EtcdMethod>(
    method: M,
    request: EtcdMethods[M]['request'],
    deadlineMilliseconds: number,
  ): Promise<EtcdMethods[M]['response']>;
  close(): void;
}

export function placeOf({ host, port }: EtcdAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A kubeadm cluster's three answers are below 4 KiB. */
const LARGEST_ANSWER = 256 * 1024;

/** Opens nothing yet: grpc connects with the first call. gRPC and protobuf are loaded here, on use, for they are heavy. */
export async function etcdClient({ host, port }: EtcdAddress, credentials: EtcdCredentials): Promise<EtcdClient> {
  // A CommonJS package has names of its own only under Node; under esbuild it is all in `default`.
  const [{ default: grpc }, messages] = await Promise.all([import('@grpc/grpc-js'), messageTypes()]);
  const { authorityPem, certificatePem, privateKeyPem } = credentials;
  const [authority, key, certificate] = [authorityPem, privateKeyPem, certificatePem].map((pem) => Buffer.from(pem));
  const secure = grpc.credentials.createSsl(authority, key, certificate, {
    checkServerIdentity: (_, presented) => checkServerIdentity(host, presented),
  });
  const client = new grpc.Client(placeOf({ host, port }), secure, {
    // Channels with equal options share connections; a connection that hung must not be handed to the next operation.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.max_receive_message_length': LARGEST_ANSWER,
    // Only what is sent as SNI, which may not be an address (RFC 6066, section 3); who answers is verified above.
    'grpc.ssl_target_name_override': 'etcd',
  });
  return {
    call: (method, request, deadlineMilliseconds) =>
      unaryCall({ client, method, request, deadlineMilliseconds, messages }),
    close: () => client.close(),
  };
}

interface UnaryCall<M extends EtcdMethod> {
  readonly client: Grpc.Client;
  readonly method: M;
  readonly request: EtcdMethods[M]['request'];
  readonly deadlineMilliseconds: number;
  readonly messages: (name: string) => Type;
}

function unaryCall<M extends EtcdMethod>(unary: UnaryCall<M>): Promise<EtcdMethods[M]['response']> {
  const { client, method, request, deadlineMilliseconds, messages } = unary;
  const asked = messages(`${method}Request`);
  const answered = messages(`${method}Response`);
  const encode = (message: object) => Buffer.from(asked.encode(asked.fromObject(message)).finish());
  const decode = (bytes: Buffer) =>
    answered.toObject(answered.decode(bytes), { longs: String, enums: String, defaults: true });
  return new Promise((resolve, reject) => {
    const path = `/etcdserverpb.${serviceOf[method]}/${method}`;
    const options = { deadline: Date.now() + deadlineMilliseconds };
    client.makeUnaryRequest(path, encode, decode, request, options, (error, response) => {
      if (error === null && response !== undefined) resolve(response as EtcdMethods[M]['response']);
      else reject(error ?? new Error(`${method} was answered with nothing`));
    });
  });
}

async function messageTypes(): Promise<(name: string) => Type> {
  const { default: protobuf } = await import('protobufjs');
  const { root } = protobuf.parse(etcdProto, { keepCase: true });
  return (name) => root.lookupType(`etcdserverpb.${name}`);
}
