import { isDeepStrictEqual } from 'node:util';
import { PerennialError } from '../../core/errors.ts';
import type { ApiCredentials, ApiEndpoint } from './api-credentials.ts';
import { badAnswer, noAnswer } from './api-failure.ts';
import { type ApiRequest, type ApiResponse, apiRequest } from './api-request.ts';

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
  return { ask: asking, read: async (path) => objectIn(path, await asking({ path })) };
}

function objectIn(path: string, response: ApiResponse): Readonly<Record<string, unknown>> | undefined {
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw badAnswer(`GET ${path}`, response);
  try {
    const parsed: unknown = JSON.parse(response.text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Reported below, like JSON that is no object.
  }
  throw new PerennialError('api-unavailable', `GET ${path} was answered with what is no JSON object`, {
    hint: 'see whether something else than an API server listens there',
  });
}
