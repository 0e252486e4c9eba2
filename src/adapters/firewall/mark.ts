import type { Refusal } from '../../ports/firewall.ts';

/** The comment of a rule of ours: whose it is and since when, without a blank, so that no quoting is ever needed. */
export const markOf = ({ run, since, until }: Refusal): string =>
  `perennial:drain:${run.replaceAll(/[^\w-]/g, '_').slice(0, 100)}:${String(since)}:${String(until)}`;

/** The refusal that a rule stands for as a firewall lists it; undefined for everybody else's. */
export function refusalIn(rule: string): Refusal | undefined {
  const mark = /\bperennial:drain:([\w-]+):(\d{1,15}):(\d{1,15})\b/.exec(rule);
  const port = /\bdport (\d{1,5})\b/.exec(rule);
  if (mark === null || port === null) return undefined;
  return { port: Number(port[1]), run: mark[1] ?? '', since: Number(mark[2]), until: Number(mark[3]) };
}
