import { isContainerd, runtimeSockets } from '../core/kubeadm/runtime-sockets.ts';
import type { Path } from '../core/names.ts';
import type { UnitsSeen } from '../core/plan/deaths.ts';
import type { World } from '../ports/world.ts';
import { KUBELET_CONFIG } from '../core/kubeadm/kubelet-files.ts';
import { valueOf } from './observe/reading.ts';

const KUBELET_FLAGS: Path = '/var/lib/kubelet/kubeadm-flags.env';

/**
 * The units that this node cannot do without. containerd is one of them where the kubelet asks it: a runtime of another name is none
 * of ours to start, and a containerd beside it is nobody's.
 */
export async function unitsSeen({ units, files, reach }: World): Promise<UnitsSeen> {
  if (reach === 'files') return { containerd: none, kubelet: none };
  const needsContainerd = (await socketsOf(files)).some(isContainerd);
  const [containerd, kubelet] = await Promise.all([
    needsContainerd ? units.state('containerd') : none,
    units.state('kubelet'),
  ]);
  return { containerd, kubelet };
}

const none = { isInstalled: false };

async function socketsOf(files: World['files']): Promise<readonly string[]> {
  const [kubeletFlags, kubeletConfig] = await Promise.all([
    textAt(files, KUBELET_FLAGS),
    textAt(files, KUBELET_CONFIG),
  ]);
  return runtimeSockets({ kubeletFlags, kubeletConfig });
}

async function textAt(files: World['files'], path: Path): Promise<string | undefined> {
  const content = valueOf(await files.read(path));
  return content && content.bytes.toString('utf8');
}
