import type { TestContext } from 'node:test';
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { type MadePair, testAuthority } from '../../../../test/pki.ts';
import { type EtcdMethod, serviceOf } from './etcd-messages.ts';
import { etcdProto } from './etcd-proto.ts';

/** What a member answers by method: a message, or an error to fail with. A method left out is unimplemented. */
export type Answers = Partial<Record<EtcdMethod, () => object>>;

export interface EtcdServer {
  readonly port: number;
  readonly url: string;
  readonly end: () => void;
}

export const etcdAuthority = testAuthority({ commonName: 'etcd-ca' });

export const serverPair = (options: { readonly ipAddresses?: readonly string[]; readonly notAfter?: number } = {}) =>
  etcdAuthority.leaf({
    commonName: 'cp-1',
    ipAddresses: ['127.0.0.1'],
    extendedKeyUsages: ['serverAuth', 'clientAuth'],
    ...options,
  });

export const clientPair = (options: { readonly notBefore?: number; readonly notAfter?: number } = {}) =>
  etcdAuthority.leaf({ commonName: 'kube-apiserver-etcd-client', ...options });

/** A real gRPC server that verifies its clients, as etcd does; ended with the test. */
export async function serveEtcd(
  test: TestContext,
  answers: Answers,
  pair: MadePair = serverPair(),
): Promise<EtcdServer> {
  const server = new grpc.Server();
  for (const service of ['Cluster', 'Maintenance'] as const)
    server.addService(definitionOf(service), implementationOf(service, answers));
  const [root, key, certificate] = [etcdAuthority.certificatePem, pair.privateKeyPem, pair.certificatePem].map((pem) =>
    Buffer.from(pem),
  ) as [Buffer, Buffer, Buffer];
  const credentials = grpc.ServerCredentials.createSsl(root, [{ private_key: key, cert_chain: certificate }], true);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  test.after(() => server.forceShutdown());
  return { port, url: `https://127.0.0.1:${String(port)}`, end: () => server.forceShutdown() };
}

type Service = 'Cluster' | 'Maintenance';

function definitionOf(service: Service): grpc.ServiceDefinition {
  const { root } = protobuf.parse(etcdProto, { keepCase: true });
  const methods = root.lookupService(`etcdserverpb.${service}`).methodsArray.map(({ name }) => {
    const request = root.lookupType(`etcdserverpb.${name}Request`);
    const response = root.lookupType(`etcdserverpb.${name}Response`);
    const definition: grpc.MethodDefinition<object, object> = {
      path: `/etcdserverpb.${service}/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (message) => Buffer.from(request.encode(request.fromObject(message)).finish()),
      requestDeserialize: (bytes) => request.toObject(request.decode(bytes)),
      responseSerialize: (message) => Buffer.from(response.encode(response.fromObject(message)).finish()),
      responseDeserialize: (bytes) => response.toObject(response.decode(bytes)),
    };
    return [name, definition] as const;
  });
  return Object.fromEntries(methods);
}

function implementationOf(service: Service, answers: Answers): grpc.UntypedServiceImplementation {
  const own = Object.entries(answers).filter(([name]) => serviceOf[name as EtcdMethod] === service);
  const handlers = own.map(([name, answer]) => {
    const handle: grpc.handleUnaryCall<object, object> = (_, reply) => {
      const answered = answer();
      if (answered instanceof Error) reply(answered);
      else reply(null, answered);
    };
    return [name, handle] as const;
  });
  return Object.fromEntries(handlers);
}
