import type { Containers } from '../ports/containers.ts';
import type { Files } from '../ports/node.ts';
import { once } from './once.ts';
import { textOrNone } from './text-at.ts';

export interface ContainersRequest {
  readonly files: Files;
  /** Whether /proc shows the processes of the node looked at. */
  readonly ownMachine: boolean;
  readonly runtimeSocket: string | undefined;
  /** Where the node's /proc is, for who runs in a Pod. */
  readonly procFolder: string | undefined;
}

/** The runtime's client is loaded only where processes alone leave a doubt, or something is stopped. */
export function lazyContainers({ files, ownMachine, runtimeSocket, procFolder }: ContainersRequest): Containers {
  const runtime = once(() => runtimeOf(files, runtimeSocket));
  const fromRuntime: Containers = {
    running: async () => (await runtime()).running(),
    stop: async (id, graceSeconds) => (await runtime()).stop(id, graceSeconds),
  };
  if (!ownMachine || runtimeSocket !== undefined) return fromRuntime;
  return { ...fromRuntime, running: async () => (await quicker(fromRuntime, procFolder)).running() };
}

async function quicker(runtime: Containers, procFolder: string | undefined): Promise<Containers> {
  const [{ procContainers }, { quickerContainers }] = await Promise.all([
    import('../adapters/proc/proc-containers.ts'),
    import('../adapters/proc/quicker-containers.ts'),
  ]);
  return quickerContainers({ proc: procContainers(procFolder), runtime });
}

async function runtimeOf(files: Files, given: string | undefined): Promise<Containers> {
  const [{ criContainers }, { runtimeSockets }] = await Promise.all([
    import('../adapters/grpc/cri/cri-containers.ts'),
    import('../core/kubeadm/runtime-sockets.ts'),
  ]);
  const sockets = async () =>
    runtimeSockets({
      given,
      kubeletFlags: await textOrNone(files, '/var/lib/kubelet/kubeadm-flags.env'),
      kubeletConfig: await textOrNone(files, '/var/lib/kubelet/config.yaml'),
    });
  return criContainers({ sockets });
}
