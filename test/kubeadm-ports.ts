import type { SandboxPorts } from '../src/sandbox/ports.ts';

/** Where the components of a control plane of kubeadm listen; nothing does in these tests. */
export const kubeadmPorts: SandboxPorts = {
  apiServer: 6443,
  etcdClient: 2379,
  etcdPeer: 2380,
  etcdMetrics: 2381,
  controllerManager: 10257,
  scheduler: 10259,
  kubelet: 10250,
  kubeletHealth: 10248,
};
