import { isDeepStrictEqual } from 'node:util';
import type { ApiCredentials, ApiEndpoint } from './api-credentials.ts';
import { noAnswer } from './api-failure.ts';
import { type ApiRequest, type ApiResponse, apiRequest } from './api-request.ts';
import { objectIn } from './json-object.ts';

/** Requests with the credentials of a kubeconfig. Both methods throw `api-unavailable` when there is no answer at all. */
export interface ApiClient {
  /** Whatever the answer. */
  ask(request: ApiRequest): Promise<ApiResponse>;
  /** A JSON object, or undefined for 404; `api-unavailable` for any other status but 200. */
  read(path: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export interface ApiClientRequest {
  readonly readKubeconfig: () => Promise<ApiCredentials>;
  readonly endpoint?: ApiEndpoint | undefined;
  readonly timeoutMilliseconds?: number;
}

/**
 * The kubeconfig is read with the first request, and again after a 401: a run that began with an expired admin.conf has
 * renewed it since.
 */
export function apiClient({ readKubeconfig, endpoint, timeoutMilliseconds = 10_000 }: ApiClientRequest): ApiClient {
  let current: ApiCredentials | undefined;
  const ask = async (request: ApiRequest): Promise<ApiResponse> => {
    const used = (current ??= await readKubeconfig());
    const response = await apiRequest({ credentials: used, endpoint, timeoutMilliseconds }, request);
    if (response.status !== 401) return response;
    current = await readKubeconfig();
    if (isDeepStrictEqual(current, used)) return response;
    return await apiRequest({ credentials: current, endpoint, timeoutMilliseconds }, request);
  };
  const asking = async (request: ApiRequest): Promise<ApiResponse> => {
    try {
      return await ask(request);
    } catch (thrown) {
      throw noAnswer(`${request.method ?? 'GET'} ${request.path}`, thrown);
    }
  };
  const read: ApiClient['read'] = async (path) => {
    const response = await asking({ path });
    return response.status === 404 ? undefined : objectIn(`GET ${path}`, response);
  };
  return { ask: asking, read };
}
