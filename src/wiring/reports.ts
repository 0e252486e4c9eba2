import type { Files } from '../ports/node.ts';
import type { Reports } from '../ports/reports.ts';
import { once } from './once.ts';

/** Loaded, and admin.conf read, by the first report that is published or asked for. */
export function lazyReports(files: Files): Reports {
  const reports = once(async () => {
    const { adminCredentials, apiServers } = await import('./admin-credentials.ts');
    const { kubernetesReports } = await import('../adapters/kubernetes/reports/kubernetes-reports.ts');
    return kubernetesReports({ readKubeconfig: () => adminCredentials(files), endpoints: await apiServers(files) });
  });
  return {
    publish: async (node, make) => (await reports()).publish(node, make),
    all: async () => (await reports()).all(),
  };
}
