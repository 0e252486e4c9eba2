import type { Path } from '../../core/names.ts';
import type { Refusal } from '../../ports/firewall.ts';
import { markOf, refusalIn } from './mark.ts';
import { ended, mustAnswer, mustEnd } from './program.ts';
import { type Rules, works } from './rules.ts';

/** Whose INPUT chains are meant: those of iptables, and those of ip6tables where it is there and works. */
export interface Tables {
  readonly iptables: Path;
  readonly ip6tables?: Path;
}

/** Rules at the head of the chain INPUT, each known by its comment. Works with both backends, legacy and nf_tables. */
export function iptablesFirewall({ iptables, ip6tables }: Tables): Rules {
  const ruled = async (): Promise<readonly Chain[]> => {
    const what = 'the rules cannot be listed';
    const own = [{ program: iptables, rules: rulesIn(await mustEnd(iptables, list, what)) }];
    if (ip6tables === undefined) return own;
    // A kernel without IPv6 has the program all the same. One that is only busy may hold a rule of ours.
    const { ok, stdout } = await mustAnswer(ip6tables, list, what);
    return ok ? [...own, { program: ip6tables, rules: rulesIn(stdout) }] : own;
  };
  return {
    works: () => works(iptables, list),
    async refusals() {
      const all = (await ruled()).flatMap(({ rules }) => rules.map(({ refusal }) => refusal));
      return all.filter(({ port }, index) => all.findIndex((one) => one.port === port) === index);
    },
    async refuse(refusal) {
      for (const { program, rules } of await ruled()) {
        if (!rules.some((rule) => rule.refusal.port === refusal.port)) await insert(program, refusal);
      }
    },
    async admit(port) {
      for (const { program, rules } of await ruled()) {
        for (const { refusal, text } of rules) if (refusal.port === port) await remove(program, text, port);
      }
    },
  };
}

interface Chain {
  readonly program: Path;
  readonly rules: readonly { readonly refusal: Refusal; readonly text: string }[];
}

/** Waits for others who change the tables: the kubelet and kube-proxy do so all the time. */
const patient = ['-w', '5'];
const list = [...patient, '-S', 'INPUT'];

const rulesIn = (listed: string): Chain['rules'] =>
  listed.split('\n').flatMap((text) => {
    const refusal = refusalIn(text);
    return refusal === undefined ? [] : [{ refusal, text }];
  });

/** A kernel without xt_time takes the rule without an end of its own. */
async function insert(program: Path, refusal: Refusal): Promise<void> {
  const stop = new Date(refusal.until).toISOString().slice(0, 19);
  const timed = await ended(program, [
    ...patient,
    '-I',
    'INPUT',
    ...ruleOf(refusal, ['-m', 'time', '--datestop', stop]),
  ]);
  if (timed.ok) return;
  const what = `port ${String(refusal.port)} cannot be refused`;
  await mustEnd(program, [...patient, '-I', 'INPUT', ...ruleOf(refusal, [])], what);
}

/**
 * By the SYN, not by the state NEW of connection tracking: tracking that begins with this very rule takes every connection that
 * is open already for a new one, and would cut it (measured; nf_conntrack_tcp_loose).
 */
const ruleOf = (refusal: Refusal, end: readonly string[]): readonly string[] => [
  ...['!', '-i', 'lo', '-p', 'tcp', '--dport', String(refusal.port), '--syn'],
  ...end,
  ...['-m', 'comment', '--comment', markOf(refusal), '-j', 'REJECT', '--reject-with', 'tcp-reset'],
];

/** As it was listed, with its `-A` made a `-D`: nothing in a rule of ours needs its quotes. */
async function remove(program: Path, text: string, port: number): Promise<void> {
  const [, ...rest] = text.replaceAll('"', '').split(' ');
  await mustEnd(program, [...patient, '-D', ...rest], `port ${String(port)} cannot be opened again`);
}
