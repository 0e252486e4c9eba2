import { apiClient, type ApiClientRequest } from './api-client.ts';
import type { ApiEndpoint } from './api-credentials.ts';
import { controlPlaneNodes } from './control-plane-nodes.ts';
import { firstToAnswer } from './first-to-answer.ts';
import { objectIn } from './json-object.ts';

/** How many control planes there are, as the first API server says that answers. Throws `api-unavailable` where none does. */
export async function countedControlPlanes({
  endpoints,
  ...request
}: Omit<ApiClientRequest, 'endpoint'> & { readonly endpoints: readonly ApiEndpoint[] }): Promise<number> {
  const ask = firstToAnswer(endpoints.map((endpoint) => apiClient({ ...request, endpoint })));
  const nodes = await controlPlaneNodes({ read: async (path) => objectIn(`GET ${path}`, await ask({ path })) });
  return nodes.length;
}
