import type { Finding } from '../check/finding.ts';
import { listed } from '../check/words.ts';
import type { NodeReport } from './node-report.ts';

/**
 * Authorities of one name that are not the same everywhere. Bundles that overlap are a rotation under way, or one that stopped half
 * way; where two nodes have nothing in common, each refuses what the other's authority signed.
 */
export function authoritiesDiffer(reports: readonly NodeReport[]): readonly Finding[] {
  const held = reports.flatMap(({ node, authorities }) =>
    authorities.map(({ name, fingerprints }) => ({ node, name, fingerprints })),
  );
  return [...Map.groupBy(held, ({ name }) => name)].flatMap(([name, ofNodes]): readonly Finding[] => {
    const groups = Map.groupBy(ofNodes, ({ fingerprints }) => fingerprints.toSorted().join(' '));
    if (groups.size < 2) return [];
    const isApart = ofNodes.some((one) => ofNodes.some((other) => haveNothingInCommon(one, other)));
    const what = isApart ? 'are different authorities' : 'are bundles with different members';
    const message = `${what} on ${sides(groups)}`;
    return [{ code: 'authorities-differ', severity: isApart ? 'critical' : 'warning', subject: name, message, mend }];
  });
}

/** Tokens that one controller manager signs are refused by an API server that has another key. */
export function serviceAccountKeysDiffer(reports: readonly NodeReport[]): readonly Finding[] {
  const groups = Map.groupBy(
    reports.filter(({ serviceAccountKey }) => serviceAccountKey !== undefined),
    ({ serviceAccountKey }) => serviceAccountKey ?? '',
  );
  if (groups.size < 2) return [];
  const message = `the public keys that tokens are verified with are different on ${sides(groups)}`;
  const explained = 'perennial explain service-account-keys-differ';
  const about = { code: 'service-account-keys-differ', severity: 'critical', subject: 'sa.pub' } as const;
  return [{ ...about, message, mend: explained }];
}

const mend = 'perennial explain authorities-differ';

interface Held {
  readonly fingerprints: readonly string[];
}

const haveNothingInCommon = (one: Held, other: Held): boolean =>
  one.fingerprints.every((fingerprint) => !other.fingerprints.includes(fingerprint));

/** `cp-1 and cp-2, and on cp-3`: nodes that agree stand together. */
function sides(groups: ReadonlyMap<string, readonly { readonly node: string }[]>): string {
  return [...groups.values()].map((group) => listed(group.map(({ node }) => node))).join(', and on ');
}
