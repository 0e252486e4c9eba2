import type { Path } from '../../core/names.ts';
import type { Firewall } from '../../ports/firewall.ts';
import { iptablesFirewall } from './iptables.ts';
import { nftFirewall } from './nft.ts';
import { installed } from './program.ts';
import type { Rules } from './rules.ts';

/**
 * This machine's own: iptables, which a kubelet's machine has, else nft. One that cannot list its rules is none: the program may be
 * there without its part of the kernel, and no rule of ours either.
 */
export async function machineFirewall(): Promise<Firewall> {
  const [iptables, ip6tables, nft] = await Promise.all(['iptables', 'ip6tables', 'nft'].map(installed));
  return (await working(iptablesOf(iptables, ip6tables))) ?? (await working(nftOf(nft))) ?? noFirewall;
}

/** Where nothing can refuse: no program that works, or a folder that stands for another machine. */
export const noFirewall: Firewall = {
  kind: async () => 'none',
  refusals: async () => [],
  refuse: async () => undefined,
  admit: async () => undefined,
};

function iptablesOf(iptables: Path | undefined, ip6tables: Path | undefined): (Firewall & Rules) | undefined {
  if (iptables === undefined) return undefined;
  const tables = { iptables, ...(ip6tables !== undefined && { ip6tables }) };
  return { kind: async () => 'iptables', ...iptablesFirewall(tables) };
}

function nftOf(nft: Path | undefined): (Firewall & Rules) | undefined {
  return nft === undefined ? undefined : { kind: async () => 'nft', ...nftFirewall(nft) };
}

async function working<T extends Rules>(firewall: T | undefined): Promise<T | undefined> {
  return (await firewall?.works()) === true ? firewall : undefined;
}
