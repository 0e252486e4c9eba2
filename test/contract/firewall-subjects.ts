import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { iptablesFirewall } from '../../src/adapters/firewall/iptables.ts';
import { nftFirewall } from '../../src/adapters/firewall/nft.ts';
import type { Path } from '../../src/core/names.ts';
import type { Firewall } from '../../src/ports/firewall.ts';
import { controlPlane } from '../crash/node.ts';
import { type Connection, twoMachines, type TwoMachines, whyNotTwoMachines } from './two-machines.ts';

/** A machine that listens at ports 6443 and 2379, with hands on it from outside and from itself. */
export interface FirewallSubject {
  readonly firewall: Pick<Firewall, 'refusals' | 'refuse' | 'admit'>;
  readonly now: () => number;
  readonly connect: TwoMachines['connect'];
}

export interface FirewallSubjects {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<FirewallSubject>;
  /** Why it cannot be tried here. */
  readonly skip?: string | undefined;
}

export const firewallSubjects: readonly FirewallSubjects[] = [
  { name: 'memory', make: memorySubject },
  ...['iptables-nft', 'iptables-legacy'].map((name) => ({
    name,
    skip: whyNot(`/usr/sbin/${name}`),
    make: (t: TestContext) => iptablesSubject(t, name),
  })),
  { name: 'nft', skip: whyNot('/usr/sbin/nft'), make: nftSubject },
];

function whyNot(program: Path): string | undefined {
  return whyNotTwoMachines() ?? (existsSync(program) ? undefined : `${program} is not there`);
}

async function memorySubject(): Promise<FirewallSubject> {
  const node = controlPlane();
  const { firewall, clock } = node.live().world;
  const open: Connection = { echoes: async () => true };
  return {
    firewall,
    now: () => clock.now(),
    async connect(from, port) {
      const refused = (await firewall.refusals()).some((one) => one.port === port && one.until > clock.now());
      return from === 'outside' && refused ? 'refused' : open;
    },
  };
}

async function iptablesSubject(t: TestContext, name: string): Promise<FirewallSubject> {
  const machines = await twoMachines(t);
  const [iptables, ip6tables] = [
    await machines.inside(`/usr/sbin/${name}`),
    await machines.inside(`/usr/sbin/${name.replace('ip', 'ip6')}`),
  ];
  return { firewall: iptablesFirewall({ iptables, ip6tables }), now: Date.now, connect: machines.connect };
}

async function nftSubject(t: TestContext): Promise<FirewallSubject> {
  const machines = await twoMachines(t);
  const nft = await machines.inside('/usr/sbin/nft');
  return { firewall: nftFirewall(nft), now: Date.now, connect: machines.connect };
}
