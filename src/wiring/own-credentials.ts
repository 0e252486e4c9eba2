import type { ApiCredentials } from '../adapters/kubernetes/api-credentials.ts';
import type { Files } from '../ports/node.ts';
import { adminCredentials } from './admin-credentials.ts';
import type { ServiceAccount } from './in-pod.ts';
import { serviceAccountCredentials } from './service-account.ts';

/** The Pod's, where there is one; else admin.conf's. */
export async function ownCredentials(files: Files, serviceAccount?: ServiceAccount): Promise<ApiCredentials> {
  return serviceAccount === undefined ? adminCredentials(files) : serviceAccountCredentials(files, serviceAccount);
}
