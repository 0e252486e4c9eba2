/** Where the runtime listens, as the node sees it: short, because a socket's path may have 104 bytes only. */
export const runtimeSocketPath = '/run/cri.sock';

/** Where the sandbox keeps what a real cluster keeps in etcd. */
export const kubeadmConfigPath = '/var/lib/etcd/registry/configmaps/kube-system/kubeadm-config';
