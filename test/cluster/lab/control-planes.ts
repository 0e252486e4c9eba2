import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { bootBalancer } from './balancer.ts';
import { asControlPlane, importImages, initialise, join } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { kubeadmConfig, kubeadmJoinConfig } from './kubeadm-config.ts';
import type { KubeadmRequest } from './kubeadm-config.ts';
import { bootMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { addressOf } from './network.ts';
import { builtToolchain } from './toolchain.ts';

export interface ControlPlanesRequest extends Omit<KubeadmRequest, 'nodeName' | 'address' | 'controlPlaneEndpoint'> {
  /** The machines are called `<name>1` to `<name>3`, the balancer `<name>-lb`. */
  readonly name: string;
  /** Place of the balancer in the machines' network; the control planes take the three places after it. */
  readonly place: number;
}

/** Three control planes with stacked etcd behind a balancer, which is a machine of its own. */
export interface ControlPlanes {
  readonly balancer: Machine;
  readonly nodes: readonly [ControlPlane, ControlPlane, ControlPlane];
  readonly wipe: () => Promise<void>;
}

/** Boots a balancer and three control planes: `kubeadm init` on the first, `kubeadm join` on the others, one by one. */
export async function bootControlPlanes(request: ControlPlanesRequest): Promise<ControlPlanes> {
  const toolchain = await builtToolchain(request.version);
  const places = [1, 2, 3] as const;
  const addresses = Object.fromEntries(places.map((n) => [`${request.name}${n}`, addressOf(request.place + n)]));
  const lb = { name: `${request.name}-lb`, address: addressOf(request.place), toolchain };
  const balancer = await bootBalancer(lb, addresses);
  const boot = async (n: number): Promise<ControlPlane> => {
    const name = `${request.name}${String(n)}`;
    const address = addressOf(request.place + n);
    const machine = await bootMachine({ name, address, toolchain, hosts: addresses });
    await importImages(machine, toolchain.folder);
    return asControlPlane(machine);
  };
  const nodes = [await boot(1), await boot(2), await boot(3)] as const;
  await formCluster({ ...request, controlPlaneEndpoint: `${balancer.address}:6443` }, nodes);
  const wipe = async () => {
    for (const machine of [...nodes, balancer]) await machine.wipe();
  };
  return { balancer, nodes, wipe };
}

async function formCluster(
  request: Omit<KubeadmRequest, 'nodeName' | 'address'>,
  nodes: ControlPlanes['nodes'],
): Promise<void> {
  const [first, ...others] = nodes;
  const invitation = { token: newToken(), certificateKey: randomBytes(32).toString('hex') };
  const { name: nodeName, address } = first;
  await initialise(first, kubeadmConfig({ ...request, nodeName, address, invitation }), ['--upload-certs']);
  await first.ready();
  const caCertHash = keyHash(
    await first.mustExec(['cat', `${request.certificatesDir ?? '/etc/kubernetes/pki'}/ca.crt`]),
  );
  for (const other of others) {
    const joining = { ...request, nodeName: other.name, address: other.address };
    await join(other, kubeadmJoinConfig(joining, { ...invitation, caCertHash }));
    await other.ready();
  }
}

/** As the bootstrap token API wants it: [a-z0-9]{6}.[a-z0-9]{16}. */
function newToken(): string {
  return `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`;
}

/** How kubeadm pins a CA: the digest of its public key (RFC 7469, section 2.4). */
function keyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
