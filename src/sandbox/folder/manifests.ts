import { stringify } from 'yaml';
import { etcdImageTag, kubernetesVersion } from '../versions.ts';
import { commandFlags } from './component-flags.ts';
import { PRIVATE, type SandboxFile, type Shape } from './shape.ts';

type StaticComponent = keyof ReturnType<typeof commandFlags>;

interface Probes {
  readonly scheme: 'HTTP' | 'HTTPS';
  readonly port: number;
  /** Paths of liveness, readiness and startup probe. */
  readonly paths: readonly [string, string, string];
}

interface HostPath {
  readonly name: string;
  readonly path: string;
  readonly type: 'DirectoryOrCreate' | 'FileOrCreate';
  readonly readOnly?: true;
}

/** The four static pods, as kubeadm 1.36 writes them, with this sandbox's ports in their flags. */
export function manifestFiles(shape: Shape): readonly SandboxFile[] {
  const flags = commandFlags(shape);
  return (Object.keys(flags) as StaticComponent[]).map((component) => ({
    path: `/etc/kubernetes/manifests/${component}.yaml`,
    content: stringify(podOf(component, flags[component], shape), { lineWidth: 0, indentSeq: false }),
    mode: PRIVATE,
  }));
}

function podOf(component: StaticComponent, flags: Readonly<Record<string, string>>, shape: Shape) {
  const volumes = hostPaths[component];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      annotations: annotationsOf(component, shape),
      labels: { component, tier: 'control-plane' },
      name: component,
      namespace: 'kube-system',
    },
    spec: {
      containers: [
        {
          command: [component, ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)],
          image: imageOf(component),
          imagePullPolicy: 'IfNotPresent',
          name: component,
          ...probesOf(probes(shape)[component]),
          volumeMounts: volumes.map(({ name, path, readOnly }) => ({
            mountPath: path,
            name,
            ...(readOnly === undefined ? {} : { readOnly }),
          })),
        },
      ],
      hostNetwork: true,
      priority: 2000001000,
      priorityClassName: 'system-node-critical',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      volumes: volumes.map(({ name, path, type }) => ({ hostPath: { path, type }, name })),
    },
    status: {},
  };
}

function imageOf(component: StaticComponent): string {
  return `registry.k8s.io/${component}:${component === 'etcd' ? etcdImageTag : kubernetesVersion}`;
}

function annotationsOf(component: StaticComponent, { ports }: Shape): Readonly<Record<string, string>> | undefined {
  if (component === 'etcd')
    return { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://127.0.0.1:${ports.etcdClient}` };
  if (component !== 'kube-apiserver') return undefined;
  return { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `127.0.0.1:${ports.apiServer}` };
}

function probesOf({ scheme, port, paths: [live, ready, startup] }: Probes) {
  const get = (path: string) => ({ httpGet: { host: '127.0.0.1', path, port: 'probe-port', scheme } });
  return {
    livenessProbe: {
      failureThreshold: 8,
      ...get(live),
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 15,
    },
    ports: [{ containerPort: port, name: 'probe-port', protocol: 'TCP' }],
    readinessProbe: { failureThreshold: 3, ...get(ready), periodSeconds: 1, timeoutSeconds: 15 },
    startupProbe: {
      failureThreshold: 24,
      ...get(startup),
      initialDelaySeconds: 10,
      periodSeconds: 10,
      timeoutSeconds: 15,
    },
  };
}

function probes({ ports }: Shape): Readonly<Record<StaticComponent, Probes>> {
  return {
    etcd: { scheme: 'HTTP', port: ports.etcdMetrics, paths: ['/livez', '/readyz', '/readyz'] },
    'kube-apiserver': { scheme: 'HTTPS', port: ports.apiServer, paths: ['/livez', '/readyz', '/livez'] },
    'kube-controller-manager': {
      scheme: 'HTTPS',
      port: ports.controllerManager,
      paths: ['/healthz', '/healthz', '/healthz'],
    },
    'kube-scheduler': { scheme: 'HTTPS', port: ports.scheduler, paths: ['/livez', '/readyz', '/livez'] },
  };
}

const certificates: HostPath = {
  name: 'k8s-certs',
  path: '/etc/kubernetes/pki',
  type: 'DirectoryOrCreate',
  readOnly: true,
};
const kubeconfig = (path: string): HostPath => ({ name: 'kubeconfig', path, type: 'FileOrCreate', readOnly: true });

const hostPaths: Readonly<Record<StaticComponent, readonly HostPath[]>> = {
  etcd: [
    { name: 'etcd-data', path: '/var/lib/etcd', type: 'DirectoryOrCreate' },
    { name: 'etcd-certs', path: '/etc/kubernetes/pki/etcd', type: 'DirectoryOrCreate' },
  ],
  'kube-apiserver': [certificates],
  'kube-controller-manager': [certificates, kubeconfig('/etc/kubernetes/controller-manager.conf')],
  'kube-scheduler': [kubeconfig('/etc/kubernetes/scheduler.conf')],
};
