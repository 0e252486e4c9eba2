import { Agent, request } from 'node:https';
import type { Credential } from './kubeconfig.ts';

export interface Lease {
  readonly metadata: { readonly resourceVersion?: string };
  readonly spec: {
    readonly holderIdentity?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

export interface LeaseAnswer {
  readonly status: number;
  /** A Lease where the status is below 300, else a Status. */
  readonly body: unknown;
}

export type LeaseCall = (method: 'GET' | 'PUT' | 'POST', body?: unknown) => Promise<LeaseAnswer>;

const COLLECTION = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';

/** Calls on one lease, over one connection kept open, as client-go keeps it. */
export function leaseCalls({ server, ca, cert, key }: Credential, lease: string): LeaseCall {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca, cert, key });
  return (method, body) =>
    new Promise((resolve, reject) => {
      const url = new URL(method === 'POST' ? COLLECTION : `${COLLECTION}/${lease}`, server);
      const call = request(url, { method, agent, timeout: 5000, headers: { 'content-type': 'application/json' } });
      call.on('timeout', () => call.destroy(new Error('timeout')));
      call.on('error', reject);
      call.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) });
        });
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
