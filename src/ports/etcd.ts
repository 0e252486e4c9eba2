import type { EtcdAccess } from '../core/etcd/access.ts';
import type { EtcdCluster } from '../core/etcd/cluster.ts';

/** The etcd whose member runs on this node. */
export interface Etcd {
  /**
   * Asks this node's member who the members are and which alarms are raised, and each member, at its own address, how it is. The files
   * of `access` are read anew each time: a run renews them. One that does not answer is `silent`; `etcd-unavailable` is thrown when
   * this node's own does not, and a file's own error when one cannot be read. Bounded in time and in size, whatever is answered.
   * Changes nothing.
   */
  cluster(access: EtcdAccess): Promise<EtcdCluster>;
}
