import type { ApiCredentials, ApiEndpoint } from '../adapters/kubernetes/api-credentials.ts';
import { PerennialError } from '../core/errors.ts';
import { httpsAddress } from '../core/https-address.ts';
import { healthCheckOf } from '../core/kubeadm/endpoints.ts';
import { kubeconfigOf } from '../core/kubeadm/kubeconfig.ts';
import { CONFIG_FOLDER, layoutOf, MANIFESTS_FOLDER } from '../core/kubeadm/layout.ts';
import { manifestFactsOf } from '../core/kubeadm/manifest.ts';
import type { Files } from '../ports/node.ts';
import { textAt, textOrNone } from './text-at.ts';

const adminConf = `${CONFIG_FOLDER}/admin.conf`;

/** What admin.conf proves, and whom it trusts. Read anew each time: a run renews it. */
export async function adminCredentials(files: Files): Promise<ApiCredentials> {
  const parsed = kubeconfigOf(await textAt(files, adminConf), adminConf);
  const certificatePem = parsed.certificatePem ?? (await referenced(files, parsed.certificatePath));
  const privateKeyPem = parsed.privateKeyPem?.() ?? (await referenced(files, parsed.keyPath));
  const caPem = parsed.authorityPem ?? (await referenced(files, parsed.authorityPath));
  if (certificatePem === undefined || privateKeyPem === undefined || caPem === undefined) {
    throw new PerennialError('api-unavailable', `${adminConf} has no client certificate to ask the API server with`, {
      file: adminConf,
    });
  }
  return { server: parsed.server, caPem, certificatePem, privateKeyPem };
}

/** This node's own API server, whichever balancer admin.conf names; undefined where the node has no manifest of one. */
export async function ownApiServer(files: Files): Promise<ApiEndpoint | undefined> {
  const path = `${MANIFESTS_FOLDER}/kube-apiserver.yaml`;
  const text = await textOrNone(files, path);
  const manifest = text === undefined ? undefined : manifestFactsOf(text, path);
  if (manifest === undefined) return undefined;
  const { host, port } = healthCheckOf(layoutOf({ manifests: [manifest] }), 'kube-apiserver');
  return { host, port };
}

/** The own one first; while it restarts, the balancer that the credentials (admin.conf's, by default) name knows another one. */
export async function apiServers(
  files: Files,
  readCredentials: () => Promise<ApiCredentials> = () => adminCredentials(files),
): Promise<readonly ApiEndpoint[]> {
  const own = await ownApiServer(files);
  const balancer = httpsAddress(new URL((await readCredentials()).server));
  if (own === undefined) return [balancer];
  return own.host === balancer.host && own.port === balancer.port ? [own] : [own, balancer];
}

async function referenced(files: Files, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return textAt(files, path.startsWith('/') ? path : `${CONFIG_FOLDER}/${path}`);
}
