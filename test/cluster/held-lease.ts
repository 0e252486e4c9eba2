import { readFileSync } from 'node:fs';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import type { Machine } from './lab/machine.ts';

/** How long a Lease was seen with one holder; empty while nobody holds it. Times of this machine's clock, which the lab shares. */
export interface Held {
  readonly holder: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** When the holder itself last renewed it. */
  readonly renewedMs: number;
}

/** Asks an API server for a lease of kube-system every 50 ms, on one connection, until stopped: who held it, one after the other. */
export function watchLease(machine: Machine, name: string): { readonly stop: () => Promise<readonly Held[]> } {
  const ask = leaseReader(machine, name);
  const seen: Held[] = [];
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const lease = await ask().catch(() => undefined);
      if (lease !== undefined) note(seen, lease);
      await pause(50);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return seen;
    },
  };
}

function note(seen: Held[], { holder, renewedMs }: Pick<Held, 'holder' | 'renewedMs'>): void {
  const nowMs = Date.now();
  const last = seen.at(-1);
  if (last?.holder === holder) seen[seen.length - 1] = { ...last, lastSeenMs: nowMs, renewedMs };
  else seen.push({ holder, firstSeenMs: nowMs, lastSeenMs: nowMs, renewedMs });
}

function leaseReader(machine: Machine, name: string): () => Promise<Pick<Held, 'holder' | 'renewedMs'>> {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ...credentials(machine) });
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${name}`;
  return async () => {
    const { spec } = JSON.parse(await textAt(`https://${machine.address}:6443${path}`, agent)) as Lease;
    return { holder: spec.holderIdentity ?? '', renewedMs: Date.parse(spec.renewTime ?? '') };
  };
}

interface Lease {
  readonly spec: { readonly holderIdentity?: string; readonly renewTime?: string };
}

/** Those of admin.conf as it is now: what is renewed meanwhile does not end a connection. */
function credentials(machine: Machine) {
  const text = readFileSync(machine.path('/etc/kubernetes/admin.conf'), 'utf8');
  const { clusters, users } = parse(text) as Kubeconfig;
  const bytes = (text = '') => Buffer.from(text, 'base64');
  const [user, cluster] = [users[0]?.user, clusters[0]?.cluster];
  return {
    ca: bytes(cluster?.['certificate-authority-data']),
    cert: bytes(user?.['client-certificate-data']),
    key: bytes(user?.['client-key-data']),
  };
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

function textAt(url: string, agent: https.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { agent, timeout: 2000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', reject).on('end', () => resolve(text));
    });
    request.on('error', reject).on('timeout', () => request.destroy(new Error('timeout')));
  });
}
