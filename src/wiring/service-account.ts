import type { ApiCredentials } from '../adapters/kubernetes/api-credentials.ts';
import type { Files } from '../ports/node.ts';
import type { ServiceAccount } from './in-pod.ts';
import { textAt } from './text-at.ts';

/** The Pod's own credential, read anew each time: the kubelet replaces the token before it ends. */
export async function serviceAccountCredentials(
  files: Files,
  { folder, server }: ServiceAccount,
): Promise<ApiCredentials> {
  const token = (await textAt(files, `${folder}/token`)).trim();
  return { server, caPem: await textAt(files, `${folder}/ca.crt`), token };
}
