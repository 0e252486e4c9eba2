import type { History, Look } from './history/look.ts';
import type { Instant } from './instant.ts';
import type { AuthorityName, Component, Digest, NodeName, Path } from './names.ts';
import type { ControlPlaneNode } from './schedule/node-blockers.ts';
import type { Certificate, KeyAlgorithm, KeyFacts } from './x509/certificate.ts';

/** One reading of one node: what is on disk, what is served, what runs, and what could not be read. Holds no secret. */
export interface Inventory {
  readonly takenAt: Instant;
  readonly node: NodeName;
  readonly reach: Reach;
  readonly layout: Layout;
  readonly authorities: readonly Authority[];
  /** Files that components verify others with, apart from those of `authorities`. */
  readonly trustFiles: readonly TrustFile[];
  readonly leaves: readonly Leaf[];
  readonly kubelet: KubeletReading;
  readonly serviceAccountKey: ServiceAccountKey;
  readonly served: readonly Served[];
  readonly containers: readonly Container[];
  /** Why containers could not be listed, when they could not. */
  readonly containersUnreadable?: string;
  readonly clock: ClockReading;
  /** The nodes of the cluster's control plane, this one included, as the API server has them. */
  readonly controlPlanes: Reading<readonly ControlPlaneNode[]>;
  /** What could refuse connections to this machine's ports; `none` as well where there is no other node for them to go to. */
  readonly firewall: 'iptables' | 'nft' | 'none';
  readonly strayManifests: readonly Path[];
  /** Ids of runs whose plan is neither carried out nor rolled back. */
  readonly openRuns: readonly string[];
  /** Of any kubelet of the cluster, where this one has its serving certificate from there: those that nobody answered. */
  readonly servingRequests: readonly { readonly name: string; readonly username: string }[];
  readonly upgrades: UpgradeTraces;
  /** What earlier looks at this node saw, and what this one did. */
  readonly history: { readonly earlier: Reading<History>; readonly look: Look };
  /** What could not be read, with the reason: never taken for fine. */
  readonly unreadable: readonly Unreadable[];
}

/** `files`: a folder stands for `/`, nothing is probed; `offline`: this machine without API server or ports; `full`: everything. */
export type Reach = 'files' | 'offline' | 'full';

/** Something that was looked for. `absent-by-design` says why nobody should miss it. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'absent-by-design'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly detail: string };

export type UnreadableReason =
  | 'permission'
  | 'parse'
  | 'too-large'
  | 'not-a-file'
  | 'refused'
  | 'timeout'
  | 'io'
  | 'no-credentials'
  | 'denied';

export interface Unreadable {
  readonly what: string;
  readonly path?: Path;
  readonly reason: UnreadableReason;
  readonly detail: string;
}

/** Where this control plane keeps its things, and how we know. */
export interface Layout {
  /** Folder of kubeconfigs, `/etc/kubernetes`. */
  readonly configFolder: Path;
  readonly certificatesFolder: Path;
  readonly manifestsFolder: Path;
  readonly manifests: readonly ManifestFacts[];
  readonly kubeadmConfig: KubeadmConfig;
  /** `stacked`: this node's manifests hold etcd; `external`: the API server names other endpoints or files. */
  readonly etcd: 'stacked' | 'external' | 'unknown';
}

/** kubeadm's configuration as far as certificates depend on it, with its source. */
export interface KubeadmConfig {
  readonly source: 'file' | 'cluster' | 'files on disk';
  /** `v1.36.3`; from the configuration, else from the manifests' images. */
  readonly kubernetesVersion?: string;
  readonly encryptionAlgorithm?: KeyAlgorithm;
  readonly certificateValiditySeconds?: number;
  readonly clusterName?: string;
}

export interface ManifestFacts {
  readonly component: Component;
  readonly path: Path;
  /** Absent where only its text is at hand. */
  readonly digest?: Digest;
  /** `v1.36.3` or etcd's tag, from the image. */
  readonly imageVersion: string;
  /** Flags of the component's command line without the dashes; the last one wins. */
  readonly flags: Readonly<Record<string, string>>;
  /** Every value of those that are given several times; in force are all of them for the few flags that are lists. */
  readonly repeated?: Readonly<Record<string, readonly string[]>>;
  readonly gracePeriodSeconds: number;
}

/** What a file is, apart from its bytes. */
export interface FileFacts {
  readonly path: Path;
  readonly digest: Digest;
  /** Permission bits, e.g. 0o600. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Where links lead, as the node sees it; absent where that is the path itself. */
  readonly realPath?: Path;
  /** ctime: what a rename sets. Its mtime is from before the rename. */
  readonly changedAt: Instant;
}

export interface Authority {
  readonly name: AuthorityName;
  readonly certificatePath: Path;
  readonly keyPath: Path;
  /** Every member of the bundle, in the file's order. */
  readonly members: Reading<readonly Certificate[]>;
  readonly file?: FileFacts;
  /** `missing` means externally managed, as kubeadm understands it. */
  readonly key: Reading<PrivateKey>;
  /** Index of the member that matches the key: the signer. Absent when there is no key or no match. */
  readonly signer?: number;
}

/** A file that a flag names for a component to verify others with. */
export interface TrustFile {
  readonly path: Path;
  readonly members: Reading<readonly Certificate[]>;
}

export interface PrivateKey {
  readonly facts: KeyFacts;
  readonly file: FileFacts;
}

/** A certificate that some authority signed, and where it is held. */
export interface Leaf {
  /** kubeadm's own name (`apiserver`, `admin.conf`), `kubelet-client`, `kubelet-server`, or the path of a copy or an unknown one. */
  readonly name: string;
  /** `kubeadm`: one of its eleven; `copy`: a person's copy of admin.conf; `unknown`: found in a PKI folder, in nobody's table. */
  readonly kind: 'kubeadm' | 'kubelet' | 'copy' | 'unknown';
  readonly holder: Holder;
  readonly authority?: AuthorityName;
  /** The certificate first in the file; for a kubeconfig that of the current context's user. */
  readonly certificate: Reading<Certificate>;
  /** What follows it in the file: intermediates. */
  readonly chain: readonly Certificate[];
  readonly file?: FileFacts;
  readonly key: Reading<PrivateKey>;
  /** Components that use it, from the manifests' flags. Empty for admin.conf. */
  readonly usedBy: readonly Component[];
  readonly kubeconfig?: KubeconfigFacts;
}

/** `pair`: two files; `kubeconfig`: one, embedded as base64; `combined`: certificate and key in one PEM file (kubelet). */
export type Holder =
  | { readonly kind: 'pair'; readonly certificatePath: Path; readonly keyPath: Path }
  | { readonly kind: 'kubeconfig'; readonly path: Path }
  | { readonly kind: 'combined'; readonly path: Path };

export interface KubeconfigFacts {
  readonly currentContext: string;
  readonly cluster: string;
  readonly user: string;
  readonly server: string;
  /** Fingerprints of the certificates in certificate-authority(-data), in order. */
  readonly authorityFingerprints: readonly string[];
  readonly credential: 'embedded' | 'referenced' | 'none';
  /** Where the certificate is, as written, when it is `referenced`. */
  readonly certificatePath?: Path;
  readonly contexts: number;
}

export interface KubeletReading {
  readonly config: Reading<{
    readonly rotateCertificates: boolean;
    readonly serverTLSBootstrap: boolean;
    /** Where it says that it is well, plain HTTP; port 0: nowhere. */
    readonly health: { readonly host: string; readonly port: number };
  }>;
  /** Whether the init system of this machine runs it, and can restart it. */
  readonly runsAsUnit: boolean;
  /** `/etc/kubernetes/kubelet.conf` as it is: its credential `embedded` is a finding. */
  readonly kubeconfig: Reading<KubeconfigFacts>;
  readonly kubeconfigFile?: FileFacts;
  /** Where kubelet-client-current.pem points, as written; absent where it is no link. */
  readonly clientLink?: Path;
}

export interface ServiceAccountKey {
  readonly publicKeyPath: Path;
  readonly privateKeyPath: Path;
  readonly publicKey: Reading<KeyFacts>;
  readonly privateKey: Reading<PrivateKey>;
}

export interface Endpoint {
  readonly component: Component;
  readonly host: string;
  readonly port: number;
  readonly serverName?: string;
}

/** What a port presented in a handshake. */
export interface Served {
  readonly endpoint: Endpoint;
  /** Name of the leaf this port should serve; absent where a component makes its own in memory. */
  readonly leaf?: string;
  readonly presented: Reading<Certificate>;
}

export interface Container {
  readonly component: Component;
  readonly id: string;
  readonly imageVersion: string;
  readonly startedAt: Instant;
  readonly seenBy: 'runtime' | 'proc';
}

/** A unit of systemd. */
export interface UnitState {
  /** Whether there is a unit of this name at all. */
  readonly isInstalled: boolean;
  /** When its main process was started; absent while it does not run. */
  readonly startedAt?: Instant;
}

/** What `kubeadm upgrade` leaves below /etc/kubernetes/tmp. */
export interface UpgradeTraces {
  /** Names of its backups of manifests, oldest first: one for each upgrade of this node, also to the same version. */
  readonly backups: readonly string[];
  /** When manifests that an upgrade has still to install were last touched; an upgrade that failed leaves them, too. */
  readonly unfinishedSince?: Instant;
}

export interface ClockReading {
  /** The API server's `Date` header minus ours, when it could be asked. The header has whole seconds. */
  readonly apiServerOffsetMilliseconds?: number;
}
