import { durationText } from '../check/words.ts';
import { isSilent } from '../cluster/silent.ts';
import type { Instant } from '../instant.ts';
import type { NodeOverview, Overview } from './overview.ts';

/** The same nodes; one that was not looked at for several looks has that as its problem: a check that stopped is no good news. */
export function withSilence(overview: Overview): Overview {
  return { ...overview, nodes: overview.nodes.map((node) => judged(node, overview.takenAt)) };
}

function judged(overview: NodeOverview, now: Instant): NodeOverview {
  const { node, seen } = overview;
  if (seen.kind !== 'seen' || !isSilent(seen, now)) return overview;
  const message = `was looked at last ${durationText(now - seen.takenAt)} ago: nobody knows how it is now`;
  const { status, sentence } = seen.verdict;
  return {
    ...overview,
    seen: {
      ...seen,
      verdict:
        status === 'ok' ? { status: 'warning', sentence: `act soon: ${node}: ${message}` } : { status, sentence },
      findings: [{ code: 'node-silent', severity: 'warning', subject: node, message }, ...seen.findings],
    },
  };
}
