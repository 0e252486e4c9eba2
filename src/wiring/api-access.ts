import type { Files } from '../ports/node.ts';
import { apiServers } from './admin-credentials.ts';
import type { ServiceAccount } from './in-pod.ts';
import { ownCredentials } from './own-credentials.ts';

/** With what the cluster is asked, and which of its API servers, this node's own first. */
export async function apiAccess(files: Files, serviceAccount?: ServiceAccount) {
  const readKubeconfig = () => ownCredentials(files, serviceAccount);
  return { readKubeconfig, endpoints: await apiServers(files, readKubeconfig) };
}
