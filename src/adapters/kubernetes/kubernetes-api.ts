import type { Api } from '../../ports/api.ts';
import { type ApiClientRequest, apiClient } from './api-client.ts';
import { controlPlaneNodes } from './control-plane-nodes.ts';
import { textOf } from './json-fields.ts';
import { lease, releaseLease } from './lease.ts';
import { heardFrom, nodes } from './nodes.ts';
import { proofCall } from './proof-call.ts';
import { upgradeUnderWay } from './upgrade.ts';
import { version } from './version.ts';

/** This node's API server, over node:https: we decide which endpoint, which trust and which credential each call has. */
export function kubernetesApi(request: ApiClientRequest): Api {
  const client = apiClient(request);
  return {
    answers: async () => void (await client.ask({ path: '/readyz', anonymous: true })),
    version: () => version(client),
    clusterConfiguration: async () => {
      const configMap = await client.read('/api/v1/namespaces/kube-system/configmaps/kubeadm-config');
      return textOf(configMap, 'data', 'ClusterConfiguration') || undefined;
    },
    upgradeUnderWay: (away) => upgradeUnderWay(client, away),
    controlPlaneNodes: () => controlPlaneNodes(client),
    nodes: () => nodes(client),
    heardFrom: (node) => heardFrom(client, node),
    lease: (name) => lease(client, name),
    releaseLease: (held) => releaseLease(client, held),
    call: (call, node) => proofCall(client, call, node),
  };
}
