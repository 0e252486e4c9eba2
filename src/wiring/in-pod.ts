import { isIPv6 } from 'node:net';
import type { Path } from '../core/names.ts';

/** What is elsewhere for who runs in a Pod on the node: set by the manifests in deploy/, in effect for every command there. */
export interface PodPlace {
  /** The node's /proc, read-only: a container's own shows none of the node's processes. */
  readonly procFolder?: Path;
  readonly serviceAccount?: ServiceAccount;
}

/** Asked with instead of admin.conf. */
export interface ServiceAccount {
  readonly folder: Path;
  /** `https://host:port` of the Service `kubernetes`, which the certificate of every API server names. */
  readonly server: string;
}

/** PERENNIAL_PROC and PERENNIAL_SERVICE_ACCOUNT are folders of the Pod; the kubelet sets the rest (kubelet pkg/envvars). */
export function podPlaceOf(environment: Readonly<Record<string, string | undefined>>): PodPlace {
  const {
    PERENNIAL_PROC: procFolder,
    PERENNIAL_SERVICE_ACCOUNT: folder,
    KUBERNETES_SERVICE_HOST: host = 'kubernetes.default.svc',
    KUBERNETES_SERVICE_PORT: port = '443',
  } = environment;
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return {
    ...(procFolder !== undefined && { procFolder }),
    ...(folder !== undefined && { serviceAccount: { folder, server } }),
  };
}
