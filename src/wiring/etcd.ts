import type { Etcd } from '../ports/etcd.ts';
import type { Files } from '../ports/node.ts';
import { textAt } from './text-at.ts';

/** gRPC is loaded where etcd's member is to be changed. */
export function lazyEtcd(files: Files): Etcd {
  return {
    async cluster(access) {
      const { grpcEtcd } = await import('../adapters/grpc/etcd/grpc-etcd.ts');
      return grpcEtcd({ read: (path) => textAt(files, path) }).cluster(access);
    },
  };
}
