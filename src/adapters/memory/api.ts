import { PerennialError } from '../../core/errors.ts';
import { CONFIG_FOLDER } from '../../core/kubeadm/layout.ts';
import type { NodeName } from '../../core/names.ts';
import type { ProofCall } from '../../core/plan/evidence.ts';
import type { Api, NodeState } from '../../ports/api.ts';
import { type AdminConf, adminConfIn } from './admin-conf.ts';
import { certificateInUse } from './control-plane.ts';
import type { Gate } from './effects.ts';
import { isHealthy, settle } from './kubelet.ts';
import { leaseFacts, released } from './leases.ts';
import type { Machine } from './machine.ts';
import { bytesAt } from './tree.ts';
import { heardFromAt, isKubeletWell } from './units.ts';

/** The machine's own API server: it answers while it and etcd run, and takes admin.conf's credential until that has expired. */
export function memoryApi(machine: Machine, gate: Gate): Api {
  const authenticated = authenticatedOn(machine, gate);
  return {
    async answers() {
      gate.assertAlive();
      settle(machine);
      assertServes(machine);
    },
    version: async () =>
      authenticated(() => {
        const version = machine.processes.get('kube-apiserver')?.imageVersion ?? '';
        return { version, date: Math.floor(machine.now / 1000) * 1000, tookMilliseconds: 2 };
      }),
    clusterConfiguration: async () => authenticated(() => machine.clusterConfiguration),
    upgradeUnderWay: async () => authenticated(() => machine.upgradeUnderWay),
    controlPlaneNodes: async () => authenticated(() => [{ name: machine.node, isReady: true }, ...machine.otherNodes]),
    nodes: async () => authenticated(() => nodesOf(machine)),
    heardFrom: async (node) =>
      authenticated(() => (node === machine.node ? heardFromAt(machine) : machine.signsOfLife.get(node))),
    lease: async (name) => authenticated(() => leaseFacts(machine, name)),
    releaseLease: async (lease) =>
      authenticated(() => gate.perform(`release lease ${lease.name}`, () => released(machine, lease))),
    call: async (call, node) => authenticated(() => outcomeOf(machine, call, node)),
  };
}

function nodesOf(machine: Machine): readonly NodeState[] {
  const heard = heardFromAt(machine);
  const own = {
    ...{ name: machine.node, isReady: isKubeletWell(machine), isControlPlane: true },
    ...(heard !== undefined && { heardAt: heard }),
  };
  const other = (name: string, isReady: boolean, isControlPlane: boolean) => {
    return { name, isReady, isControlPlane, ...(isReady && { heardAt: machine.now }) };
  };
  return [
    own,
    ...machine.otherNodes.map(({ name, isReady }) => other(name, isReady, true)),
    ...[...machine.workers].map(([name, isReady]) => other(name, isReady, false)),
  ];
}

/** Answers who comes with admin.conf's credential, as long as that is taken. */
export function authenticatedOn(machine: Machine, gate: Gate): <T>(answer: () => T) => T {
  return (answer) => {
    gate.assertAlive();
    settle(machine);
    assertServes(machine);
    if (!isHealthy(machine, 'etcd')) throw unavailable('the API server has no etcd');
    const { notAfter = 0 } = adminConf(machine)?.client ?? {};
    if (notAfter <= machine.now) throw unavailable('the API server refuses the credential of admin.conf (401)');
    return answer();
  };
}

/** Clients verify its certificate, so one that has expired, or that admin.conf does not trust, is as good as none. */
function assertServes(machine: Machine): void {
  const server = machine.processes.get('kube-apiserver');
  if (server === undefined || !isHealthy(machine, 'kube-apiserver')) throw unavailable('connection refused');
  const certificate = certificateInUse(machine, server, 'apiserver');
  if (certificate === undefined || certificate.notAfter <= machine.now)
    throw unavailable('its certificate has expired');
  if (adminConf(machine)?.trusts(certificate) !== true) throw unavailable('admin.conf does not trust its certificate');
}

const adminConf = (machine: Machine): AdminConf | undefined =>
  adminConfIn(bytesAt(machine, `${CONFIG_FOLDER}/admin.conf`));

const clientOf: Readonly<Record<ProofCall, string | undefined>> = {
  kubelet: 'apiserver-kubelet-client',
  etcd: 'apiserver-etcd-client',
  aggregated: 'front-proxy-client',
  none: undefined,
};

function outcomeOf(machine: Machine, call: ProofCall, node: NodeName): 'worked' | 'nothing to call' {
  const name = clientOf[call];
  const server = machine.processes.get('kube-apiserver');
  if (name === undefined || (call === 'aggregated' && !machine.aggregatedApi)) return 'nothing to call';
  if (call === 'kubelet' && !nodesOf(machine).some((one) => one.name === node))
    throw unavailable(`nodes "${node}" not found`);
  const certificate = server === undefined ? undefined : certificateInUse(machine, server, name);
  if (certificate === undefined || certificate.notAfter <= machine.now) throw unavailable(`${name} has expired`);
  return 'worked';
}

function unavailable(why: string): PerennialError {
  return new PerennialError('api-unavailable', `the API server does not answer: ${why}`);
}
