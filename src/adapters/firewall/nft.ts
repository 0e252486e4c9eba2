import type { Path } from '../../core/names.ts';
import type { Refusal } from '../../ports/firewall.ts';
import { markOf, refusalIn } from './mark.ts';
import { ended, mustEnd } from './program.ts';
import { type Rules, works } from './rules.ts';

/** A table of our own for each port, made and removed whole: nobody else's rules are touched. */
export function nftFirewall(nft: Path): Rules {
  const listed = async (): Promise<readonly Refusal[]> => {
    const rules = (await mustEnd(nft, list, 'the rules cannot be listed')).split('\n');
    return rules.flatMap((rule) => refusalIn(rule) ?? []);
  };
  return {
    works: () => works(nft, list),
    refusals: listed,
    async refuse(refusal) {
      if ((await listed()).some(({ port }) => port === refusal.port)) return;
      const timed = await ended(nft, [scriptOf(refusal, `meta time < "${dateOf(refusal.until)}"`)]);
      if (timed.ok) return;
      await mustEnd(nft, [scriptOf(refusal, '')], `port ${String(refusal.port)} cannot be refused`);
    },
    async admit(port) {
      if (!(await listed()).some((one) => one.port === port)) return;
      const what = `port ${String(port)} cannot be opened again`;
      await mustEnd(nft, ['delete', 'table', 'inet', tableOf(port)], what);
    },
  };
}

const list = ['list', 'ruleset', 'inet'];

const tableOf = (port: number): string => `perennial-${String(port)}`;

/** nft reads a time of day in the time zone of TZ. */
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** One transaction: all of it or nothing. Before the priority of `filter`, where a chain of somebody's may accept everything. */
const scriptOf = (refusal: Refusal, end: string): string =>
  [
    `add table inet ${tableOf(refusal.port)}`,
    `add chain inet ${tableOf(refusal.port)} input { type filter hook input priority -10; policy accept; }`,
    `add rule inet ${tableOf(refusal.port)} input iifname != "lo" tcp dport ${String(refusal.port)} ` +
      `tcp flags & (fin | syn | rst | ack) == syn ${end} reject with tcp reset comment "${markOf(refusal)}"`,
  ].join('; ');
