import { parseDocument } from 'yaml';

/** Where a runtime's socket may be named: by the person, on the kubelet's command line, in its configuration. */
export interface SocketSources {
  readonly given?: string | undefined;
  /** Text of /var/lib/kubelet/kubeadm-flags.env. */
  readonly kubeletFlags?: string | undefined;
  /** Text of /var/lib/kubelet/config.yaml, or of instance-config.yaml (kubeadm 1.32 and later). */
  readonly kubeletConfig?: string | undefined;
}

/** kubeadm's own list (cmd/kubeadm/app/constants: CRISocketContainerd, CRISocketCRIO, CRISocketDocker). */
const wellKnown = ['/run/containerd/containerd.sock', '/run/crio/crio.sock', '/run/cri-dockerd.sock'];

/** Socket paths to try: the one that is named, and only where none is, the well-known ones. */
export function runtimeSockets({ given, kubeletFlags = '', kubeletConfig = '' }: SocketSources): readonly string[] {
  // The kubelet's flags win over its configuration file.
  const named = given ?? flagIn(kubeletFlags) ?? endpointIn(kubeletConfig);
  return named === undefined ? wellKnown : [pathOf(named)];
}

/** By its name, wherever the folder is: /var/run leads to /run. */
export const isContainerd = (socket: string): boolean => socket.endsWith('/containerd.sock');

function flagIn(text: string): string | undefined {
  return /--container-runtime-endpoint[= ]([^\s"']+)/.exec(text)?.[1];
}

function endpointIn(text: string): string | undefined {
  const endpoint: unknown = parseDocument(text).get('containerRuntimeEndpoint');
  return typeof endpoint === 'string' && endpoint !== '' ? endpoint : undefined;
}

/** `unix:///run/x.sock`, `unix:/run/x.sock` and `/run/x.sock` name the same socket. */
function pathOf(endpoint: string): string {
  return endpoint.replace(/^unix:(\/\/)?/, '');
}
