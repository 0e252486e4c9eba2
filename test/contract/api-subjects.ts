import type { TestContext } from 'node:test';
import { authority as trusted } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { kubernetesApi } from '../../src/adapters/kubernetes/kubernetes-api.ts';
import { kubeconfigWithCredential } from '../../src/core/kubeadm/kubeconfig-credential.ts';
import { bytesAt } from '../../src/adapters/memory/tree.ts';
import { DAY } from '../../src/core/instant.ts';
import type { Component } from '../../src/core/names.ts';
import type { Api } from '../../src/ports/api.ts';
import { controlPlane } from '../crash/node.ts';
import { type MadePair, testAuthority } from '../pki.ts';
import { type Cluster, lease, serveCluster, workerNames } from './served-cluster.ts';

/** An API server of v1.36.3 on `cp-1`, a machine with the hostname ip-10-0-0-1, where a controller manager that is gone holds the lease; and hands beside it. */
export interface ApiSubject {
  readonly api: Api;
  readonly now: () => number;
  /** It ends. */
  readonly end: () => Promise<void>;
  /** It goes on, and its etcd does not. */
  readonly loseEtcd: () => Promise<void>;
  /** Its certificate is this one from here on. */
  readonly serve: (pair: MadePair) => void;
  /** It takes the credential of admin.conf no more. */
  readonly refuseCredential: () => void;
  /** What it shows to kubelet, etcd and aggregated APIs has run out. */
  readonly spendClientCertificates: () => void;
  /** Somebody takes the lease, or its holder renews it. */
  readonly takeLease: (holder: string) => void;
}

export const apiSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext, cluster?: Cluster) => Promise<ApiSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'HTTPS', make: httpsSubject },
];

const foreign = testAuthority({ commonName: 'kubernetes' });
const serving = {
  commonName: 'kube-apiserver',
  extendedKeyUsages: ['serverAuth'],
  ipAddresses: ['127.0.0.1'],
} as const;
/** Good at that time, and trusted by nobody here. */
export const foreignPair = (now: number): MadePair =>
  foreign.leaf({ ...serving, notBefore: now - DAY, notAfter: now + DAY });

async function memorySubject(
  _: TestContext,
  { configuration, upgrading, aggregated, held, workers = 0 }: Cluster = {},
): Promise<ApiSubject> {
  const node = controlPlane({
    ...(configuration !== undefined && { clusterConfiguration: configuration }),
    ...(upgrading === true && { upgradeUnderWay: 'API servers of different versions are seen' }),
    aggregatedApi: aggregated === true,
    workers: Object.fromEntries(workerNames(workers).map((name) => [name, true])),
    otherNodes: held === true ? [{ name: 'cp-2', isReady: false, hold: 'disk swap' }] : [],
    behaviour: { 'kube-controller-manager': { comesBack: false } },
  });
  const { world } = node.live();
  const end = async (component: Component): Promise<void> => {
    const container = (await world.containers.running()).find((one) => one.component === component);
    await world.containers.stop(container?.id ?? '', 0);
  };
  const write = (name: string, { certificatePem, privateKeyPem }: MadePair): void => {
    node.write(`/etc/kubernetes/pki/${name}.crt`, certificatePem);
    node.write(`/etc/kubernetes/pki/${name}.key`, privateKeyPem);
  };
  const spent = foreign.leaf({ commonName: 'spent', notBefore: 0, notAfter: 86_400_000 });
  await end('kube-controller-manager');
  return {
    api: world.api,
    now: () => node.machine.now,
    end: () => end('kube-apiserver'),
    loseEtcd: () => end('etcd'),
    serve: (pair) => write('apiserver', pair),
    refuseCredential: () => {
      const old = bytesAt(node.machine, '/etc/kubernetes/admin.conf')?.toString() ?? '';
      const authorityPem = bytesAt(node.machine, '/etc/kubernetes/pki/ca.crt')?.toString() ?? '';
      node.write('/etc/kubernetes/admin.conf', kubeconfigWithCredential(old, { ...spent, authorityPem }));
    },
    spendClientCertificates: () => {
      for (const name of ['apiserver-kubelet-client', 'apiserver-etcd-client', 'front-proxy-client'])
        write(name, spent);
    },
    takeLease: (holder) => void node.machine.leases.set(lease, { holder, renewedAt: node.machine.now, version: 99 }),
  };
}

async function httpsSubject(t: TestContext, cluster: Cluster = {}): Promise<ApiSubject> {
  const { server, state } = await serveCluster(t, cluster);
  return {
    api: kubernetesApi({ readKubeconfig: async () => server.credentials, timeoutMilliseconds: 2000 }),
    now: Date.now,
    end: async () => {
      server.server.close();
      server.cut();
    },
    loseEtcd: async () => void (state.etcd = 'away'),
    serve: ({ certificatePem: cert, privateKeyPem: key }) =>
      server.server.setSecureContext({ cert, key, ca: trusted.certificatePem }),
    refuseCredential: () => void (state.credential = 'refused'),
    spendClientCertificates: () => void (state.clientCertificates = 'spent'),
    takeLease: (holder) => void (state.lease = { holder, version: state.lease.version + 1 }),
  };
}
