import { endpointsOf, healthCheckOf } from '../../core/kubeadm/endpoints.ts';
import { staticComponents } from '../../core/kubeadm/manifest.ts';
import type { Endpoint, Reading } from '../../core/inventory.ts';
import type { Component } from '../../core/names.ts';
import type { HealthCheck } from '../../core/plan/plan.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { Endpoints } from '../../ports/endpoints.ts';
import { certificateInUse, firstCertificate, layoutIn } from './control-plane.ts';
import type { Gate } from './effects.ts';
import { isHealthy, settle } from './kubelet.ts';
import type { Machine } from './machine.ts';
import { ownCertificate } from './own-certificate.ts';
import { isKubeletWell } from './units.ts';

/** Ports as the manifests' flags put them; each presents what its process uses at that moment. */
export function memoryEndpoints(machine: Machine, gate: Gate): Endpoints {
  return {
    async handshake(endpoint) {
      gate.assertAlive();
      settle(machine);
      return presented(machine, endpoint);
    },
    async health(check) {
      gate.assertAlive();
      settle(machine);
      return healthOf(machine, check);
    },
  };
}

/** The kubelet is well while it runs with a credential that is alive, the others while they answer. */
function healthOf(
  machine: Machine,
  { host, port, path }: HealthCheck,
): { readonly ok: boolean; readonly detail: string } {
  const fine = { ok: true, detail: 'status 200' };
  if (port === 10248 && path === '/healthz')
    return isKubeletWell(machine) ? fine : { ok: false, detail: refused.detail };
  const layout = layoutIn(machine);
  const component = staticComponents.find((one) => {
    const check = healthCheckOf(layout, one);
    return check.host === host && check.port === port;
  });
  if (component === undefined) return { ok: false, detail: refused.detail };
  if (hangs(machine, component)) return { ok: false, detail: 'no answer in time' };
  const [asked, query] = path.split('?');
  const alarm = component === 'etcd' && machine.processes.has('etcd') ? alarmOf(machine, query) : undefined;
  if (alarm !== undefined) return unwell(`ALARM ${alarm}`);
  if (lacksQuorum(machine, component)) return unwell('RAFT NO LEADER');
  if (!isHealthy(machine, component)) return { ok: false, detail: refused.detail };
  return asked === healthCheckOf(layout, component).path ? fine : { ok: false, detail: 'status 404' };
}

/** What a port of this machine presents to a client; a name that it does not know gets what no name gets. */
function presented(machine: Machine, { host, port, serverName }: Endpoint): Reading<Certificate> {
  const there = endpointsOf(layoutIn(machine)).filter(
    ({ endpoint }) => endpoint.host === host && endpoint.port === port,
  );
  const expected =
    there.find(({ endpoint }) => endpoint.serverName === serverName) ??
    there.find(({ endpoint }) => endpoint.serverName === undefined);
  if (expected === undefined) return refused;
  const { component } = expected.endpoint;
  if (component === 'kubelet') return kubeletServing(machine);
  const process = machine.processes.get(component);
  if (hangs(machine, component)) return silent;
  const peers = expected.leaf === 'etcd-peer' && lacksQuorum(machine, component);
  if (process === undefined || !(peers || isHealthy(machine, component))) return refused;
  const certificate =
    expected.leaf === undefined
      ? ownCertificate(process.id, expected.endpoint.serverName ?? component, process.startedAt)
      : certificateInUse(machine, process, expected.leaf);
  return certificate === undefined ? failed : { kind: 'read', value: certificate };
}

const hangs = ({ behaviour, processes }: Machine, component: Component): boolean =>
  processes.has(component) && behaviour.get(component)?.hangs === true;

/** Its peers are served, its clients wait for a leader. */
const lacksQuorum = ({ behaviour, processes }: Machine, component: Component): boolean =>
  processes.has(component) && behaviour.get(component)?.lacksQuorum === true;

/** etcd looks at alarms first, apart from those that it is asked to exclude (api/etcdhttp, `checkHealth`). */
function alarmOf({ etcd }: Machine, query = ''): string | undefined {
  const excluded = new URLSearchParams(query).getAll('exclude');
  return etcd.alarms.find(({ alarm }) => !excluded.includes(alarm))?.alarm;
}

const unwell = (reason: string) => ({
  ok: false,
  detail: `status 503: ${JSON.stringify({ health: 'false', reason })}`,
});

function kubeletServing(machine: Machine): Reading<Certificate> {
  const certificate = machine.units.has('kubelet') ? firstCertificate(machine.kubeletServes) : undefined;
  return certificate === undefined ? refused : { kind: 'read', value: certificate };
}

const refused = { kind: 'unreadable', reason: 'refused', detail: 'connection refused' } as const;
const silent: Reading<never> = { kind: 'unreadable', reason: 'timeout', detail: 'no handshake in time' };
const failed: Reading<never> = { kind: 'unreadable', reason: 'io', detail: 'the handshake failed' };
