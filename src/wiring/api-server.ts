import type { Api } from '../ports/api.ts';
import type { Files } from '../ports/node.ts';
import type { ServingRequests } from '../ports/serving-requests.ts';
import type { Witness } from '../ports/witness.ts';
import type { ServiceAccount } from './in-pod.ts';
import { once } from './once.ts';

/** The API server's client is loaded, and admin.conf read, by the first call. */
export function lazyApi(files: Files, serviceAccount?: ServiceAccount): Api {
  const api = once(async () => {
    const { kubernetesApi } = await import('../adapters/kubernetes/kubernetes-api.ts');
    return kubernetesApi(await apiRequest(files, serviceAccount));
  });
  return {
    answers: async () => (await api()).answers(),
    version: async () => (await api()).version(),
    clusterConfiguration: async () => (await api()).clusterConfiguration(),
    upgradeUnderWay: async (away) => (await api()).upgradeUnderWay(away),
    controlPlaneNodes: async () => (await api()).controlPlaneNodes(),
    nodes: async () => (await api()).nodes(),
    heardFrom: async (node) => (await api()).heardFrom(node),
    lease: async (name) => (await api()).lease(name),
    releaseLease: async (lease) => (await api()).releaseLease(lease),
    call: async (call, node) => (await api()).call(call, node),
  };
}

/** The same for what kubelets ask of it. */
export function lazyServingRequests(files: Files, serviceAccount?: ServiceAccount): ServingRequests {
  const requests = once(async () => {
    const { servingRequests } = await import('../adapters/kubernetes/serving-requests.ts');
    return servingRequests(await apiRequest(files, serviceAccount));
  });
  return {
    pending: async () => (await requests()).pending(),
    nodes: async (names) => (await requests()).nodes(names),
    answer: async (request, answer) => (await requests()).answer(request, answer),
  };
}

/** A node without an API server of its own has nothing to watch. */
export function lazyWitness(files: Files): Witness {
  return {
    async start(tell) {
      const { readKubeconfig, endpoint } = await apiRequest(files);
      if (endpoint === undefined) return undefined;
      const { apiWitness } = await import('../adapters/kubernetes/witness/api-witness.ts');
      return apiWitness({ readKubeconfig, endpoint }).start(tell);
    },
  };
}

async function apiRequest(files: Files, serviceAccount?: ServiceAccount) {
  const { ownApiServer } = await import('./admin-credentials.ts');
  const { ownCredentials } = await import('./own-credentials.ts');
  return { readKubeconfig: () => ownCredentials(files, serviceAccount), endpoint: await ownApiServer(files) };
}
