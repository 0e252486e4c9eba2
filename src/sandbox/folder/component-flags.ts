import type { Shape } from './shape.ts';

const PKI = '/etc/kubernetes/pki';

/** Flags of the four components in kubeadm's order (by name), by component. Which flag names which file is what matters here. */
export function commandFlags(shape: Shape) {
  return {
    etcd: etcd(shape),
    'kube-apiserver': apiServer(shape),
    'kube-controller-manager': controllerManager(shape),
    'kube-scheduler': scheduler(shape),
  } as const;
}

const etcd = ({ node, ports }: Shape) => ({
  'advertise-client-urls': `https://127.0.0.1:${ports.etcdClient}`,
  'cert-file': `${PKI}/etcd/server.crt`,
  'client-cert-auth': 'true',
  'data-dir': '/var/lib/etcd',
  'initial-advertise-peer-urls': `https://127.0.0.1:${ports.etcdPeer}`,
  'initial-cluster': `${node}=https://127.0.0.1:${ports.etcdPeer}`,
  'key-file': `${PKI}/etcd/server.key`,
  'listen-client-urls': `https://127.0.0.1:${ports.etcdClient}`,
  'listen-metrics-urls': `http://127.0.0.1:${ports.etcdMetrics}`,
  'listen-peer-urls': `https://127.0.0.1:${ports.etcdPeer}`,
  name: node,
  'peer-cert-file': `${PKI}/etcd/peer.crt`,
  'peer-client-cert-auth': 'true',
  'peer-key-file': `${PKI}/etcd/peer.key`,
  'peer-trusted-ca-file': `${PKI}/etcd/ca.crt`,
  'trusted-ca-file': `${PKI}/etcd/ca.crt`,
});

const apiServer = ({ ports }: Shape) => ({
  'advertise-address': '127.0.0.1',
  'allow-privileged': 'true',
  'authorization-mode': 'Node,RBAC',
  'client-ca-file': `${PKI}/ca.crt`,
  'enable-admission-plugins': 'NodeRestriction',
  'enable-bootstrap-token-auth': 'true',
  'etcd-cafile': `${PKI}/etcd/ca.crt`,
  'etcd-certfile': `${PKI}/apiserver-etcd-client.crt`,
  'etcd-keyfile': `${PKI}/apiserver-etcd-client.key`,
  'etcd-servers': `https://127.0.0.1:${ports.etcdClient}`,
  'kubelet-client-certificate': `${PKI}/apiserver-kubelet-client.crt`,
  'kubelet-client-key': `${PKI}/apiserver-kubelet-client.key`,
  'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
  'proxy-client-cert-file': `${PKI}/front-proxy-client.crt`,
  'proxy-client-key-file': `${PKI}/front-proxy-client.key`,
  'requestheader-allowed-names': 'front-proxy-client',
  'requestheader-client-ca-file': `${PKI}/front-proxy-ca.crt`,
  'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
  'requestheader-group-headers': 'X-Remote-Group',
  'requestheader-username-headers': 'X-Remote-User',
  'secure-port': String(ports.apiServer),
  'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  'service-account-key-file': `${PKI}/sa.pub`,
  'service-account-signing-key-file': `${PKI}/sa.key`,
  'service-cluster-ip-range': '10.96.0.0/12',
  'tls-cert-file': `${PKI}/apiserver.crt`,
  'tls-private-key-file': `${PKI}/apiserver.key`,
});

const controllerManager = ({ ports }: Shape) => ({
  'authentication-kubeconfig': '/etc/kubernetes/controller-manager.conf',
  'authorization-kubeconfig': '/etc/kubernetes/controller-manager.conf',
  'bind-address': '127.0.0.1',
  'client-ca-file': `${PKI}/ca.crt`,
  'cluster-name': 'kubernetes',
  'cluster-signing-cert-file': `${PKI}/ca.crt`,
  'cluster-signing-key-file': `${PKI}/ca.key`,
  controllers: '*,bootstrapsigner,tokencleaner',
  kubeconfig: '/etc/kubernetes/controller-manager.conf',
  'leader-elect': 'true',
  'requestheader-client-ca-file': `${PKI}/front-proxy-ca.crt`,
  'root-ca-file': `${PKI}/ca.crt`,
  'secure-port': String(ports.controllerManager),
  'service-account-private-key-file': `${PKI}/sa.key`,
  'use-service-account-credentials': 'true',
});

const scheduler = ({ ports }: Shape) => ({
  'authentication-kubeconfig': '/etc/kubernetes/scheduler.conf',
  'authorization-kubeconfig': '/etc/kubernetes/scheduler.conf',
  'bind-address': '127.0.0.1',
  kubeconfig: '/etc/kubernetes/scheduler.conf',
  'leader-elect': 'true',
  'secure-port': String(ports.scheduler),
});
