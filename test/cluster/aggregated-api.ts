import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { testAuthority } from '../pki.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { waitUntil } from './lab/wait-until.ts';

/** What the server in the machine is given. */
export interface AggregatedApi {
  readonly group: string;
  readonly port: number;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Path of the authority whose clients are let in. */
  readonly frontProxyAuthority: string;
}

/** One line of JSON each on the server's standard output. Serials are hexadecimal, upper case, without leading zeros. */
export type AggregatedMessage =
  | { readonly kind: 'listening' }
  | { readonly kind: 'connection'; readonly serial: string }
  | { readonly kind: 'request'; readonly serial: string; readonly path: string; readonly user: string };

export interface RunningApi {
  /** `/apis/<group>/v1`, which the API server passes on. */
  readonly path: string;
  /** What the server has been shown so far, oldest first; grows. */
  readonly seen: readonly AggregatedMessage[];
  readonly stop: () => Promise<void>;
}

const checkout = join(import.meta.dirname, '../..');
const group = 'lab.perennial.dev';
const port = 8443;

/** Runs an aggregated API in a control plane's machine and registers it; resolves when the API server finds it available. */
export async function startAggregatedApi(machine: ControlPlane): Promise<RunningApi> {
  const authority = testAuthority({ commonName: 'aggregated' });
  const dnsNames = [`${service.name}.${service.namespace}.svc`];
  const serving = authority.leaf({ commonName: service.name, dnsNames, extendedKeyUsages: ['serverAuth'] });
  const { certificatePem, privateKeyPem } = serving;
  const frontProxyAuthority = '/etc/kubernetes/pki/front-proxy-ca.crt';
  const server = machine.spawn([
    join(checkout, 'node_modules/.bin/node'),
    join(import.meta.dirname, 'load/aggregated-server.ts'),
  ]);
  const seen: AggregatedMessage[] = [];
  createInterface(server.stdout).on('line', (line) => seen.push(JSON.parse(line) as AggregatedMessage));
  server.stdin.end(JSON.stringify({ group, port, certificatePem, privateKeyPem, frontProxyAuthority }));
  await waitUntil(() => seen[0], { what: 'the aggregated API listening', deadlineMs: 20_000 });
  await register(machine, authority.certificatePem);
  const stop = async () => {
    server.kill('SIGKILL');
    await server.ended;
  };
  return { path: `/apis/${group}/v1`, seen, stop };
}

const service = { namespace: 'default', name: 'aggregated' };

/** There is no pod network to speak of, so the service is a name: the machine's own, which the API server finds in /etc/hosts. */
async function register(machine: ControlPlane, authorityPem: string): Promise<void> {
  const items = [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: service,
      spec: { type: 'ExternalName', externalName: machine.name, ports: [{ port }] },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1.${group}` },
      spec: {
        group,
        version: 'v1',
        service: { ...service, port },
        caBundle: Buffer.from(authorityPem).toString('base64'),
        groupPriorityMinimum: 1000,
        versionPriority: 15,
      },
    },
  ];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const kubectl = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf'];
  await machine.mustExec([...kubectl, 'apply', '-f', '-'], { input: list });
  await machine.kubectl('wait', '--for=condition=Available', '--timeout=25s', `apiservice/v1.${group}`);
}
