import { durationText } from '../check/words.ts';
import type { Instant } from '../instant.ts';
import type { NodeOverview, Overview } from './overview.ts';

/** As many looks as a node may miss before it is silent; cluster/comparison.ts says the same of published reports. */
const LOOKS_MISSED = 3;

/** The same nodes; one that was not looked at for several looks has that as its problem: a check that stopped is no good news. */
export function withSilence(overview: Overview): Overview {
  return { ...overview, nodes: overview.nodes.map((node) => judged(node, overview.takenAt)) };
}

function judged(overview: NodeOverview, now: Instant): NodeOverview {
  const { node, seen } = overview;
  if (seen.kind !== 'seen') return overview;
  const age = now - seen.takenAt;
  if (age <= LOOKS_MISSED * seen.look) return overview;
  const message = `was looked at last ${durationText(age)} ago: nobody knows how it is now`;
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
