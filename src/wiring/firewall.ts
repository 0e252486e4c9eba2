import type { Firewall } from '../ports/firewall.ts';
import { once } from './once.ts';

/** Looked for by the first call. A folder that stands for a machine has none: what would be refused is this one's. */
export function lazyFirewall(ownMachine: boolean): Firewall {
  const firewall = once(async () => {
    const { machineFirewall, noFirewall } = await import('../adapters/firewall/machine-firewall.ts');
    return ownMachine ? await machineFirewall() : noFirewall;
  });
  return {
    kind: async () => (await firewall()).kind(),
    refusals: async () => (await firewall()).refusals(),
    refuse: async (refusal) => (await firewall()).refuse(refusal),
    admit: async (port) => (await firewall()).admit(port),
  };
}
