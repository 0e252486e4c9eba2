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
import { bytesAt } from './tree.ts';

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
      if (isKubeletHealth(check)) return { ok: true, detail: '200' };
      const component = staticComponents.find((one) => {
        const { host, port, path } = healthCheckOf(layoutIn(machine), one);
        return host === check.host && port === check.port && path === check.path;
      });
      if (component === undefined || !isHealthy(machine, component)) return { ok: false, detail: 'connection refused' };
      return { ok: true, detail: '200' };
    },
  };
}

/** The kubelet of this machine never fails. */
const isKubeletHealth = ({ port, path }: HealthCheck): boolean => port === 10248 && path === '/healthz';

/** What `component` presents to a client of its own on this machine. */
function presented(machine: Machine, { host, port, serverName }: Endpoint): Reading<Certificate> {
  const expected = endpointsOf(layoutIn(machine)).find(
    ({ endpoint }) => endpoint.host === host && endpoint.port === port && endpoint.serverName === serverName,
  );
  if (expected === undefined) return refused;
  const { component } = expected.endpoint;
  if (component === 'kubelet') return kubeletServing(machine);
  const process = machine.processes.get(component);
  if (process === undefined || !isHealthy(machine, component)) return refused;
  const certificate =
    expected.leaf === undefined
      ? ownCertificate(process.id, nameOf(component, serverName), process.startedAt)
      : certificateInUse(machine, process, expected.leaf);
  return certificate === undefined ? failed : { kind: 'read', value: certificate };
}

function kubeletServing(machine: Machine): Reading<Certificate> {
  const certificate = firstCertificate(bytesAt(machine, '/var/lib/kubelet/pki/kubelet.crt'));
  return certificate === undefined ? refused : { kind: 'read', value: certificate };
}

function nameOf(component: Component, serverName: string | undefined): string {
  return serverName ?? component;
}

const refused: Reading<never> = { kind: 'unreadable', reason: 'refused', detail: 'connection refused' };
const failed: Reading<never> = { kind: 'unreadable', reason: 'io', detail: 'the handshake failed' };
