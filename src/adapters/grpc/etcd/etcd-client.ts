import { checkServerIdentity } from 'node:tls';
import { type GrpcClient, grpcClient } from '../grpc-client.ts';
import { type EtcdMethods, serviceOf } from './etcd-messages.ts';
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

/** A connection to one member. */
export type EtcdClient = GrpcClient<EtcdMethods>;

export function placeOf({ host, port }: EtcdAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** A kubeadm cluster's three answers are below 4 KiB. */
const LARGEST_ANSWER = 256 * 1024;

export async function etcdClient({ host, port }: EtcdAddress, credentials: EtcdCredentials): Promise<EtcdClient> {
  const { authorityPem, certificatePem, privateKeyPem } = credentials;
  const [authority, key, certificate] = [authorityPem, privateKeyPem, certificatePem].map((pem) => Buffer.from(pem));
  return await grpcClient<EtcdMethods>({
    proto: etcdProto,
    package: 'etcdserverpb',
    serviceOf: (method) => serviceOf[method],
    address: placeOf({ host, port }),
    credentials: (grpc) =>
      grpc.credentials.createSsl(authority, key, certificate, {
        checkServerIdentity: (_, presented) => checkServerIdentity(host, presented),
      }),
    options: {
      'grpc.enable_retries': 0,
      'grpc.max_receive_message_length': LARGEST_ANSWER,
      // Only what is sent as SNI, which may not be an address (RFC 6066, section 3); who answers is verified above.
      'grpc.ssl_target_name_override': 'etcd',
    },
  });
}
