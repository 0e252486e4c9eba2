import type { Api } from '../ports/api.ts';
import { PerennialError } from '../core/errors.ts';
import type { Reach } from '../core/inventory.ts';
import type { Coordination, HeldLease } from '../ports/coordination.ts';
import type { Files } from '../ports/node.ts';

export interface CoordinationPlace {
  readonly reach: Reach;
  readonly files: Files;
  readonly api: Api;
}

/**
 * One node at a time where there are several. A single control plane has the lock of its machine; and where no API server answers
 * nothing can be agreed on, which is no reason to let certificates run out: they may be why.
 */
export function lazyCoordination({ reach, files, api }: CoordinationPlace): Coordination {
  return {
    async acquire(contender, waiting) {
      if (reach === 'files') return alone;
      if (reach === 'offline') return { ...alone, uncoordinated: '--offline was asked for' };
      const others = await controlPlanes(api);
      if (others === undefined) return { ...alone, uncoordinated: 'no API server answers' };
      if (others < 2) return alone;
      const { adminCredentials, apiServers } = await import('./admin-credentials.ts');
      const { kubernetesCoordination } = await import('../adapters/kubernetes/coordination/kubernetes-coordination.ts');
      const { coordinationTime } = await import('../adapters/system/coordination-time.ts');
      const endpoints = await apiServers(files);
      const readKubeconfig = () => adminCredentials(files);
      return await kubernetesCoordination({ readKubeconfig, endpoints, time: coordinationTime }).acquire(
        contender,
        waiting,
      );
    },
  };
}

const alone: HeldLease = { lost: () => undefined, release: async () => undefined };

async function controlPlanes(api: Api): Promise<number | undefined> {
  try {
    return (await api.controlPlaneNodes()).length;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return undefined;
    throw thrown;
  }
}
