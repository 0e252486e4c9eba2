import type { ApiClient } from '../api-client.ts';
import { badAnswer } from '../api-failure.ts';
import type { ApiRequest } from '../api-request.ts';
import { objectIn } from '../json-object.ts';
import { listOf } from '../json-fields.ts';

export type Json = Readonly<Record<string, unknown>>;

/** ConfigMaps of one namespace, with compare-and-set. Throws `api-unavailable` where it is not known what became of a request. */
export interface ConfigMapStore {
  find(name: string): Promise<Json | undefined>;
  /** False when there is one by now. A namespace that is not there is made. */
  create(configMap: Json): Promise<boolean>;
  /** False when it is not the one that was found any more. */
  replace(name: string, configMap: Json): Promise<boolean>;
  list(labelSelector: string): Promise<readonly unknown[]>;
}

export function configMapStore(ask: ApiClient['ask'], namespace: string): ConfigMapStore {
  const folder = `/api/v1/namespaces/${namespace}/configmaps`;
  const write = async (request: ApiRequest, taken: readonly number[]): Promise<number> => {
    const response = await ask(request);
    if (![200, 201, ...taken].includes(response.status))
      throw badAnswer(`${request.method ?? 'GET'} ${request.path}`, response);
    return response.status;
  };
  const post = (path: string, json: Json, ...taken: readonly number[]) =>
    write({ method: 'POST', path, body: { type: 'application/json', json } }, taken);
  const found = async (path: string): Promise<Json | undefined> => {
    const response = await ask({ path });
    return response.status === 404 ? undefined : objectIn(`GET ${path}`, response);
  };
  const create: ConfigMapStore['create'] = async (configMap) => {
    const status = await post(folder, configMap, CONFLICT, NOT_FOUND);
    if (status !== NOT_FOUND) return status !== CONFLICT;
    // Made by somebody else meanwhile is as good.
    await post('/api/v1/namespaces', namespaceNamed(namespace), CONFLICT);
    return (await post(folder, configMap, CONFLICT)) !== CONFLICT;
  };
  return {
    find: (name) => found(`${folder}/${encodeURIComponent(name)}`),
    create,
    async replace(name, json) {
      const path = `${folder}/${encodeURIComponent(name)}`;
      const body = { type: 'application/json', json };
      return (await write({ method: 'PUT', path, body }, [CONFLICT, NOT_FOUND])) < 300;
    },
    list: async (labelSelector) =>
      listOf(await found(`${folder}?labelSelector=${encodeURIComponent(labelSelector)}`), 'items'),
  };
}

const CONFLICT = 409;
const NOT_FOUND = 404;

const namespaceNamed = (name: string): Json => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'app.kubernetes.io/name': 'perennial' } },
});
