import type { Files } from '../ports/node.ts';
import type { Reports } from '../ports/reports.ts';
import type { ServiceAccount } from './in-pod.ts';
import { once } from './once.ts';

/** Loaded, and the credentials read, by the first report that is published or asked for. */
export function lazyReports(files: Files, serviceAccount?: ServiceAccount): Reports {
  const reports = once(async () => {
    const { apiAccess } = await import('./api-access.ts');
    const { kubernetesReports } = await import('../adapters/kubernetes/reports/kubernetes-reports.ts');
    return kubernetesReports(await apiAccess(files, serviceAccount));
  });
  return {
    publish: async (node, make) => (await reports()).publish(node, make),
    all: async () => (await reports()).all(),
  };
}
