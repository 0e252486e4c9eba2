import type { NodeOverview } from '../overview/overview.ts';

/** What a look at this node could not see: sources that cannot be read, ports that do not answer, and components that do not run. */
export function unseenOn({ seen }: NodeOverview): readonly string[] {
  if (seen.kind !== 'seen') return [];
  return seen.findings.filter(({ code }) => blinding.includes(code)).map(({ code, subject }) => `${code} ${subject}`);
}

/** Where these are found, other findings may be missing. */
const blinding: readonly string[] = ['unreadable', 'not-served', 'not-running'];
