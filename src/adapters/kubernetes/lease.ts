import type { LeaseFacts } from '../../ports/api.ts';
import type { ApiClient } from './api-client.ts';
import { badAnswer } from './api-failure.ts';
import { textOf } from './json-fields.ts';

/** A Lease of kube-system, undefined when there is none. */
export async function lease(client: ApiClient, name: string): Promise<LeaseFacts | undefined> {
  const found = await client.read(pathOf(name));
  if (found === undefined) return undefined;
  return {
    name,
    holder: textOf(found, 'spec', 'holderIdentity'),
    resourceVersion: textOf(found, 'metadata', 'resourceVersion'),
    renewedAt: Date.parse(textOf(found, 'spec', 'renewTime')) || 0,
  };
}

/**
 * What client-go's own release does on behalf of a holder that is gone: no holder, so that the next who asks need not wait
 * for the lease to run out (tools/leaderelection `release` and `tryAcquireOrRenew`). The two tests make it a compare-and-set;
 * one that fails is 422, a write in between 409.
 */
export async function releaseLease(client: ApiClient, { name, holder, resourceVersion }: LeaseFacts): Promise<boolean> {
  const json = [
    { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
    { op: 'test', path: '/spec/holderIdentity', value: holder },
    { op: 'replace', path: '/spec/holderIdentity', value: '' },
  ];
  const body = { type: 'application/json-patch+json', json };
  const response = await client.ask({ method: 'PATCH', path: pathOf(name), body });
  if (response.status === 200) return true;
  if ([404, 409, 422].includes(response.status)) return false;
  throw badAnswer(`releasing the lease ${name}`, response);
}

function pathOf(name: string): string {
  return `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${encodeURIComponent(name)}`;
}
