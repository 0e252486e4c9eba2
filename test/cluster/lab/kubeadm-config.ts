export interface KubeadmRequest {
  readonly nodeName: string;
  readonly address: string;
  /** As `1.36.3`. */
  readonly version: string;
  /** As kubeadm writes durations: `5m0s`, `8760h`. Needs 1.31 or newer, as the other v1beta4 fields do. */
  readonly certificateValidityPeriod?: string;
  readonly caCertificateValidityPeriod?: string;
  /** RSA-2048, RSA-3072, RSA-4096, ECDSA-P256; ECDSA-P384 from 1.34. */
  readonly encryptionAlgorithm?: string;
  readonly certSANs?: readonly string[];
  readonly certificatesDir?: string;
  /** `host:port` of a balancer in front of several control planes. */
  readonly controlPlaneEndpoint?: string;
  /** Where others will join as control planes. */
  readonly invitation?: Invitation;
  /** Whatever else belongs into ClusterConfiguration; wins over what is set here. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  /** Whatever else belongs into KubeletConfiguration. */
  readonly kubelet?: Readonly<Record<string, unknown>>;
}

/** What a machine has to know to join a cluster as a further control plane. */
export interface Invitation {
  /** A bootstrap token: six characters, a dot, sixteen characters. */
  readonly token: string;
  /** Encrypts the CAs' keys while they lie in the cluster: 32 bytes, hexadecimal. */
  readonly certificateKey: string;
}

/** kubeadm's configuration file for `init`: three documents, in JSON, which YAML contains. */
export function kubeadmConfig(request: KubeadmRequest): string {
  return documents(initConfiguration(request), clusterConfiguration(request), kubeletConfiguration(request));
}

/** The configuration file for `join` as a further control plane. `caCertHash` is the CA's key, as `sha256:...`. */
export function kubeadmJoinConfig(
  request: Pick<KubeadmRequest, 'nodeName' | 'address' | 'version' | 'controlPlaneEndpoint'>,
  invitation: Invitation & { readonly caCertHash: string },
): string {
  const { token, certificateKey, caCertHash } = invitation;
  return documents({
    apiVersion: apiVersionFor(request.version),
    kind: 'JoinConfiguration',
    discovery: {
      bootstrapToken: { token, apiServerEndpoint: request.controlPlaneEndpoint, caCertHashes: [caCertHash] },
    },
    controlPlane: { localAPIEndpoint: { advertiseAddress: request.address, bindPort: 6443 }, certificateKey },
    nodeRegistration: nodeRegistration(request.nodeName),
  });
}

function documents(...values: readonly object[]): string {
  return values.map((value) => JSON.stringify(value, undefined, 2)).join('\n---\n');
}

function initConfiguration(request: KubeadmRequest) {
  return {
    apiVersion: apiVersionFor(request.version),
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: request.address, bindPort: 6443 },
    nodeRegistration: nodeRegistration(request.nodeName),
    certificateKey: request.invitation?.certificateKey,
    bootstrapTokens: request.invitation === undefined ? undefined : [{ token: request.invitation.token }],
  };
}

function nodeRegistration(name: string) {
  return { name, criSocket: 'unix:///run/containerd/containerd.sock' };
}

function clusterConfiguration(request: KubeadmRequest) {
  const { certificateValidityPeriod, caCertificateValidityPeriod, encryptionAlgorithm } = request;
  const newFields = { certificateValidityPeriod, caCertificateValidityPeriod, encryptionAlgorithm };
  const given = Object.values(newFields).some((value) => value !== undefined);
  if (given && apiVersionFor(request.version).endsWith('v1beta3')) {
    throw new Error(`kubeadm ${request.version} can set neither validity nor algorithm: that needs 1.31`);
  }
  return {
    apiVersion: apiVersionFor(request.version),
    kind: 'ClusterConfiguration',
    kubernetesVersion: `v${request.version}`,
    networking: { podSubnet: '10.244.0.0/16' },
    apiServer: { certSANs: request.certSANs },
    certificatesDir: request.certificatesDir,
    controlPlaneEndpoint: request.controlPlaneEndpoint,
    ...newFields,
    ...request.cluster,
  };
}

/** What a kubelet needs on a machine that shares its disk, memory and (maybe version 1) cgroups with others. */
function kubeletConfiguration(request: KubeadmRequest) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    cgroupDriver: 'cgroupfs',
    failSwapOn: false,
    ...(minorOf(request.version) >= 31 ? { failCgroupV1: false } : {}),
    localStorageCapacityIsolation: false,
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%' },
    ...request.kubelet,
  };
}

/** v1beta4 came with 1.31; 1.29 and 1.30 know v1beta3 only. */
function apiVersionFor(version: string): string {
  return minorOf(version) >= 31 ? 'kubeadm.k8s.io/v1beta4' : 'kubeadm.k8s.io/v1beta3';
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
