import type { NodeName } from '../../core/names.ts';
import type { ProofCall } from '../../core/plan/evidence.ts';
import type { ApiClient } from './api-client.ts';
import { badAnswer, statusOf } from './api-failure.ts';
import type { ApiResponse } from './api-request.ts';
import { listOf, textOf } from './json-fields.ts';

type Called = 'worked' | 'nothing to call';

/** A call in which the API server uses the client certificate in question; throws `api-unavailable` when it does not work. */
export async function proofCall(client: ApiClient, call: ProofCall, node: NodeName): Promise<Called> {
  switch (call) {
    case 'kubelet':
      return await kubeletCall(client, node);
    case 'etcd':
      return await etcdCall(client);
    case 'aggregated':
      return await aggregatedCall(client);
    case 'none':
      return 'nothing to call';
  }
}

/**
 * Twice at most: after `apiserver-kubelet-client` changed, the API server closes its connections to kubelets, and the first
 * call may meet one that is being closed.
 */
async function kubeletCall(client: ApiClient, node: NodeName): Promise<Called> {
  const path = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/healthz`;
  if (reachedKubelet(await client.ask({ path }))) return 'worked';
  const again = await client.ask({ path });
  if (reachedKubelet(again)) return 'worked';
  throw badAnswer(`the call through the API server to the kubelet of ${node}`, again);
}

/**
 * Whether the kubelet took the certificate. It answers 401 without one, 403 to those it does not let in, and names them: to
 * whom it took for anonymous the certificate meant nothing. A refusal by the API server itself is a Status object.
 */
function reachedKubelet({ status, text }: ApiResponse): boolean {
  if (status === 200) return true;
  if (statusOf(text) !== undefined) return false;
  if (status === 403) return text.startsWith('Forbidden') && !text.includes('user=system:anonymous');
  return status === 404 || (status === 500 && /^\[[+-]\]\w/.test(text));
}

/** The path under /readyz is there since 1.16; the old one says the same. */
async function etcdCall(client: ApiClient): Promise<Called> {
  const ready = await client.ask({ path: '/readyz/etcd' });
  const response = ready.status === 404 ? await client.ask({ path: '/healthz/etcd' }) : ready;
  if (response.status === 200) return 'worked';
  throw badAnswer('the call through the API server to etcd', response);
}

/** Any aggregated API that is said to be available will do; it believes the front proxy's certificate, or the call fails. */
async function aggregatedCall(client: ApiClient): Promise<Called> {
  const list = await client.read('/apis/apiregistration.k8s.io/v1/apiservices');
  const paths = listOf(list, 'items').filter(isAggregated).map(pathOf);
  let last: ApiResponse | undefined;
  for (const path of paths.slice(0, 5)) {
    last = await client.ask({ path });
    if (last.status === 200) return 'worked';
  }
  if (last === undefined) return 'nothing to call';
  throw badAnswer(`the call through the API server to the aggregated ${paths.join(', ')}`, last);
}

function isAggregated(apiService: unknown): boolean {
  const conditions = listOf(apiService, 'status', 'conditions');
  const available = conditions.some((one) => textOf(one, 'type') === 'Available' && textOf(one, 'status') === 'True');
  return available && textOf(apiService, 'spec', 'service', 'name') !== '';
}

function pathOf(apiService: unknown): string {
  return `/apis/${textOf(apiService, 'spec', 'group')}/${textOf(apiService, 'spec', 'version')}`;
}
