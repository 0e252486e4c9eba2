/** What the sandbox says it is. */
export const kubernetesVersion = 'v1.36.3';
export const etcdVersion = '3.6.6';
/** Tag of registry.k8s.io/etcd: the version and the image's own revision. */
export const etcdImageTag = `${etcdVersion}-0`;
