import { KUBELET_CLIENT_LINK } from '../../core/kubeadm/kubelet-files.ts';
import type { Instant } from '../../core/instant.ts';
import type { Units } from '../../ports/units.ts';
import { firstCertificate, isPair } from './control-plane.ts';
import type { Gate } from './effects.ts';
import { startKubelet } from './kubelet-serving.ts';
import { settle } from './kubelet.ts';
import type { Machine } from './machine.ts';
import { bytesAt } from './tree.ts';

/** containerd and the kubelet, as systemd sees them. */
export function memoryUnits(machine: Machine, gate: Gate): Units {
  return {
    async state(unit) {
      gate.assertAlive();
      settle(machine);
      const startedAt = machine.units.get(unit);
      return { isInstalled: true, ...(startedAt !== undefined && { startedAt }) };
    },
    async restart(unit) {
      gate.perform(`restart ${unit}`, () => {
        machine.now += 100;
        if (unit === 'kubelet') startKubelet(machine);
        else machine.units.set(unit, machine.now);
        machine.runtimeAnswers ||= unit === 'containerd';
      });
      settle(machine);
    },
  };
}

/** It ends at once when it finds no certificate that is alive, as the real one does without a bootstrap credential. */
export function isKubeletWell(machine: Machine): boolean {
  return machine.units.has('kubelet') && hasCredential(machine);
}

/** When the API server heard from it last: a kubelet renews its node's lease every ten seconds. */
export function heardFromAt(machine: Machine): Instant | undefined {
  const startedAt = machine.units.get('kubelet');
  return startedAt === undefined || !hasCredential(machine) ? undefined : Math.max(startedAt, machine.now - 1000);
}

/** Its own file comes first, then what kubelet.conf carries. */
function hasCredential(machine: Machine): boolean {
  const file = bytesAt(machine, KUBELET_CLIENT_LINK);
  const [certificate, key] = file === undefined ? carried(machine) : [file, file];
  return isPair(certificate, key) && (firstCertificate(certificate)?.notAfter ?? 0) > machine.now;
}

function carried(machine: Machine): readonly (Buffer | undefined)[] {
  const text = bytesAt(machine, KUBELET_CONF)?.toString('utf8') ?? '';
  return ['client-certificate-data', 'client-key-data'].map((field) => {
    const [, base64] = new RegExp(`${field}: (\\S+)`).exec(text) ?? [];
    return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
  });
}

const KUBELET_CONF = '/etc/kubernetes/kubelet.conf';
