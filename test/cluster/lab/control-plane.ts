import { readdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { provideCrictl } from './crictl.ts';
import { kubeadmConfig } from './kubeadm-config.ts';
import type { KubeadmRequest } from './kubeadm-config.ts';
import { bootMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { builtToolchain } from './toolchain.ts';
import { waitUntil } from './wait-until.ts';

export interface ControlPlaneRequest extends Omit<KubeadmRequest, 'nodeName'> {
  readonly name: string;
  /** What the cluster calls its Node; default: the machine's name. */
  readonly nodeName?: string;
  readonly hosts?: Readonly<Record<string, string>>;
}

/** A machine with a kubeadm control plane on it: kubelet, and etcd, API server, controller manager, scheduler as static pods. */
export interface ControlPlane extends Machine {
  /** kubectl as the cluster's administrator; its standard output. */
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  /** Resolves when the API server is ready and controller manager and scheduler hold their leases. */
  readonly ready: (deadlineMs?: number) => Promise<void>;
}

/** Boots a new machine and runs `kubeadm init` on it; resolves when the control plane is ready. */
export async function bootControlPlane(request: ControlPlaneRequest): Promise<ControlPlane> {
  const { name, nodeName = name, address, version } = request;
  const hosts = { [nodeName]: address, ...request.hosts };
  const toolchain = await builtToolchain(version);
  const controlPlane = asControlPlane(await bootMachine({ name, address, hosts, toolchain }));
  await importImages(controlPlane, toolchain.folder);
  await provideCrictl(controlPlane, version);
  await initialise(controlPlane, kubeadmConfig({ ...request, nodeName }));
  await controlPlane.ready();
  return controlPlane;
}

/** The same for a machine that has its control plane already. */
export function asControlPlane(machine: Machine): ControlPlane {
  // This machine's own API server, also where a balancer stands in front of several.
  const command = [...kubectlCommand, '--server', `https://${machine.address}:6443`];
  const kubectl = (...args: readonly string[]) => machine.mustExec([...command, ...args], { timeoutMs: 30_000 });
  return { ...machine, kubectl, ready: (deadlineMs = 120_000) => controlPlaneReady(machine.name, kubectl, deadlineMs) };
}

/** Makes a toolchain's images known to a machine's runtime: nothing is ever pulled. */
export async function importImages(machine: Machine, toolchainFolder: string): Promise<void> {
  const folder = joinPath(toolchainFolder, 'images');
  for (const archive of await readdir(folder)) {
    await machine.mustExec(['ctr', '-n', 'k8s.io', 'images', 'import', joinPath(folder, archive)]);
  }
}

const kubectlCommand = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', '--request-timeout', '10s'];

/** Runs `kubeadm init` with a configuration file's text. */
export async function initialise(machine: Machine, config: string, flags: readonly string[] = []): Promise<void> {
  // kube-proxy and CoreDNS are not built.
  await kubeadm(machine, ['init', '--skip-phases=addon', ...flags], config);
}

/** Runs `kubeadm join` with a configuration file's text. */
export async function join(machine: Machine, config: string): Promise<void> {
  await kubeadm(machine, ['join'], config);
}

/** The configuration stays in /root/kubeadm.yaml; preflight would refuse the host's kernel configuration and swap. */
async function kubeadm(machine: Machine, command: readonly string[], config: string): Promise<void> {
  await machine.mustExec(['sh', '-c', 'umask 077; cat > /root/kubeadm.yaml'], { input: config });
  const options = ['--config', '/root/kubeadm.yaml', '--ignore-preflight-errors=all'];
  await machine.mustExec(['kubeadm', ...command, ...options], { timeoutMs: 300_000 });
}

async function controlPlaneReady(name: string, kubectl: ControlPlane['kubectl'], deadlineMs: number): Promise<void> {
  const waiting = { deadlineMs, everyMs: 500 };
  const ask = async () => (await kubectl('get', '--raw', '/readyz')) === 'ok' || undefined;
  await waitUntil(ask, { what: `API server of ${name} being ready`, ...waiting });
  for (const lease of ['kube-controller-manager', 'kube-scheduler']) {
    await waitUntil(async () => (await isHeld(kubectl, lease)) || undefined, {
      what: `${lease} of ${name} holding its lease`,
      ...waiting,
    });
  }
}

/** Held means renewed within the lease's own time: after a restart the last holder's name is still in it. */
async function isHeld(kubectl: ControlPlane['kubectl'], name: string): Promise<boolean> {
  const lease = JSON.parse(await kubectl('-n', 'kube-system', 'get', 'lease', name, '-o', 'json')) as Lease;
  const { holderIdentity = '', renewTime = '', leaseDurationSeconds = 0 } = lease.spec;
  return holderIdentity !== '' && Date.now() - Date.parse(renewTime) < leaseDurationSeconds * 1000;
}

interface Lease {
  readonly spec: {
    readonly holderIdentity?: string;
    readonly renewTime?: string;
    readonly leaseDurationSeconds?: number;
  };
}
