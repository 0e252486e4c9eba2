import type { AuthorityName, Component } from '../names.ts';

/** One row of kubeadm's list. No other file knows what kubeadm calls a certificate, who signs it or where it lies. */
export interface KubeadmCertificate {
  readonly name: CertificateName;
  /** As kubeadm's own messages say it. */
  readonly longName: string;
  readonly kind: 'pair' | 'kubeconfig';
  readonly authority: AuthorityName;
  /** `etcd/server` below the certificates folder, without ending; for a kubeconfig its name below the folder of kubeconfigs. */
  readonly baseName: string;
  /** The process that holds it while it runs; absent where only people, probes and kubeadm itself use it. */
  readonly component?: Component;
  /** The flags of that component that name the files; a kubeconfig has one. */
  readonly flags?: { readonly certificate: string; readonly key: string } | { readonly kubeconfig: string };
  /** First minor version of Kubernetes whose kubeadm knows it. */
  readonly sinceMinor?: number;
}

export type CertificateName = (typeof certificateNames)[number];

/** In the order in which kubeadm prints them: byte order (cmd/kubeadm/app/phases/certs/renewal/manager.go, `Certificates`). */
export const certificateNames = Object.freeze([
  'admin.conf',
  'apiserver',
  'apiserver-etcd-client',
  'apiserver-kubelet-client',
  'controller-manager.conf',
  'etcd-healthcheck-client',
  'etcd-peer',
  'etcd-server',
  'front-proxy-client',
  'scheduler.conf',
  'super-admin.conf',
] as const);

/** cmd/kubeadm/app/phases/certs/certlist.go for names and signers, cmd/kubeadm/app/phases/controlplane/manifests.go for the flags. */
export const kubeadmCertificates: readonly KubeadmCertificate[] = Object.freeze([
  {
    name: 'admin.conf',
    longName: 'certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself',
    kind: 'kubeconfig',
    authority: 'ca',
    baseName: 'admin.conf',
  },
  {
    name: 'apiserver',
    longName: 'certificate for serving the Kubernetes API',
    kind: 'pair',
    authority: 'ca',
    baseName: 'apiserver',
    component: 'kube-apiserver',
    flags: { certificate: 'tls-cert-file', key: 'tls-private-key-file' },
  },
  {
    name: 'apiserver-etcd-client',
    longName: 'certificate the apiserver uses to access etcd',
    kind: 'pair',
    authority: 'etcd-ca',
    baseName: 'apiserver-etcd-client',
    component: 'kube-apiserver',
    flags: { certificate: 'etcd-certfile', key: 'etcd-keyfile' },
  },
  {
    name: 'apiserver-kubelet-client',
    longName: 'certificate for the API server to connect to kubelet',
    kind: 'pair',
    authority: 'ca',
    baseName: 'apiserver-kubelet-client',
    component: 'kube-apiserver',
    flags: { certificate: 'kubelet-client-certificate', key: 'kubelet-client-key' },
  },
  {
    name: 'controller-manager.conf',
    longName: 'certificate embedded in the kubeconfig file for the controller manager to use',
    kind: 'kubeconfig',
    authority: 'ca',
    baseName: 'controller-manager.conf',
    component: 'kube-controller-manager',
    flags: { kubeconfig: 'kubeconfig' },
  },
  {
    name: 'etcd-healthcheck-client',
    longName: 'certificate for liveness probes to healthcheck etcd',
    kind: 'pair',
    authority: 'etcd-ca',
    baseName: 'etcd/healthcheck-client',
  },
  {
    name: 'etcd-peer',
    longName: 'certificate for etcd nodes to communicate with each other',
    kind: 'pair',
    authority: 'etcd-ca',
    baseName: 'etcd/peer',
    component: 'etcd',
    flags: { certificate: 'peer-cert-file', key: 'peer-key-file' },
  },
  {
    name: 'etcd-server',
    longName: 'certificate for serving etcd',
    kind: 'pair',
    authority: 'etcd-ca',
    baseName: 'etcd/server',
    component: 'etcd',
    flags: { certificate: 'cert-file', key: 'key-file' },
  },
  {
    name: 'front-proxy-client',
    longName: 'certificate for the front proxy client',
    kind: 'pair',
    authority: 'front-proxy-ca',
    baseName: 'front-proxy-client',
    component: 'kube-apiserver',
    flags: { certificate: 'proxy-client-cert-file', key: 'proxy-client-key-file' },
  },
  {
    name: 'scheduler.conf',
    longName: 'certificate embedded in the kubeconfig file for the scheduler manager to use',
    kind: 'kubeconfig',
    authority: 'ca',
    baseName: 'scheduler.conf',
    component: 'kube-scheduler',
    flags: { kubeconfig: 'kubeconfig' },
  },
  {
    name: 'super-admin.conf',
    longName: 'certificate embedded in the kubeconfig file for the super-admin',
    kind: 'kubeconfig',
    authority: 'ca',
    baseName: 'super-admin.conf',
    // kubernetes/kubernetes#121305
    sinceMinor: 29,
  },
]);

export interface KubeadmAuthority {
  readonly name: AuthorityName;
  /** `etcd/ca` below the certificates folder, without ending. */
  readonly baseName: string;
  /** Flags that name the certificate, the most telling first. */
  readonly flags: readonly { readonly component: Component; readonly flag: string }[];
  /** The flag that names the key, where any does. */
  readonly keyFlag?: { readonly component: Component; readonly flag: string };
}

/** In kubeadm's order. Its `cluster-signing-cert-file` may be a copy of one member during a CA rotation, so it comes last. */
export const kubeadmAuthorities: readonly KubeadmAuthority[] = Object.freeze([
  {
    name: 'ca',
    baseName: 'ca',
    flags: [
      { component: 'kube-apiserver', flag: 'client-ca-file' },
      { component: 'kube-controller-manager', flag: 'client-ca-file' },
      { component: 'kube-controller-manager', flag: 'cluster-signing-cert-file' },
    ],
    keyFlag: { component: 'kube-controller-manager', flag: 'cluster-signing-key-file' },
  },
  {
    name: 'etcd-ca',
    baseName: 'etcd/ca',
    flags: [
      { component: 'etcd', flag: 'trusted-ca-file' },
      { component: 'kube-apiserver', flag: 'etcd-cafile' },
    ],
  },
  {
    name: 'front-proxy-ca',
    baseName: 'front-proxy-ca',
    flags: [{ component: 'kube-apiserver', flag: 'requestheader-client-ca-file' }],
  },
]);

/** kubeadm's row of that name; undefined for anything else (copies, unknown certificates, the kubelet's). */
export function kubeadmCertificate(name: string): KubeadmCertificate | undefined {
  return kubeadmCertificates.find((row) => row.name === name);
}
