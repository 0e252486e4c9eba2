import type { Firewall } from '../../ports/firewall.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** The machine's rules: they outlive every process of ours, and end with a boot. */
export function memoryFirewall(machine: Machine, gate: Gate): Firewall {
  return {
    kind: async () => machine.firewall,
    async refusals() {
      gate.assertAlive();
      return [...machine.refusals.values()];
    },
    async refuse(refusal) {
      gate.perform(`refuse ${String(refusal.port)}`, () => {
        if (!machine.refusals.has(refusal.port)) machine.refusals.set(refusal.port, refusal);
      });
    },
    async admit(port) {
      gate.perform(`admit ${String(port)}`, () => machine.refusals.delete(port));
    },
  };
}
