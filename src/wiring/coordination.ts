import type { ApiCredentials } from '../adapters/kubernetes/api-credentials.ts';
import { PerennialError } from '../core/errors.ts';
import type { Reach } from '../core/inventory.ts';
import { certificatesOf } from '../core/x509/pem.ts';
import type { Coordination, HeldLease } from '../ports/coordination.ts';
import type { Files } from '../ports/node.ts';

export interface CoordinationPlace {
  readonly reach: Reach;
  readonly files: Files;
}

/**
 * One node at a time where there are several. A single control plane has the lock of its machine; and where no API server answers,
 * this node's own or another behind the balancer, nothing can be agreed on, which is no reason to let certificates run out: they may
 * be why.
 */
export function lazyCoordination({ reach, files }: CoordinationPlace): Coordination {
  return {
    async acquire(contender, waiting) {
      if (reach === 'files') return alone;
      if (reach === 'offline') return { ...alone, uncoordinated: '--offline was asked for' };
      const cluster = await clusterSeen(files);
      if ('unseen' in cluster) return { ...alone, uncoordinated: cluster.unseen };
      if (cluster.count < 2) return alone;
      const { kubernetesCoordination } = await import('../adapters/kubernetes/coordination/kubernetes-coordination.ts');
      const { coordinationTime } = await import('../adapters/system/coordination-time.ts');
      return await kubernetesCoordination({ ...cluster.access, time: coordinationTime }).acquire(contender, waiting);
    },
  };
}

const alone: HeldLease = { lost: () => undefined, release: async () => undefined };

/** How many control planes there are, and where the lease is asked for; or why nobody says it. */
async function clusterSeen(files: Files) {
  const { apiAccess } = await import('./api-access.ts');
  const { countedControlPlanes } = await import('../adapters/kubernetes/counted-control-planes.ts');
  try {
    const access = await apiAccess(files);
    if (hasEnded(await access.readKubeconfig())) return { unseen: 'the credential of admin.conf has ended' };
    return { access, count: await countedControlPlanes(access) };
  } catch (thrown) {
    if (thrown instanceof PerennialError) return { unseen: 'no API server answers' };
    throw thrown;
  }
}

/** It is accepted nowhere then, and a balancer with no server behind it may take long to say so: on the worst day, at each command. */
function hasEnded(credentials: ApiCredentials): boolean {
  const pem = 'certificatePem' in credentials ? credentials.certificatePem : undefined;
  const [certificate] = pem === undefined ? [] : certificatesOf(pem, 'admin.conf');
  return certificate !== undefined && certificate.notAfter <= Date.now();
}
