import type { Translate } from '../language/language.ts';
import type { NodeFacts, NodeOverview, NodeSeen, Overview } from './overview.ts';

/** The same overview with what it says to people in their language; codes, names and paths stay. */
export function overviewInLanguage(overview: Overview, translate: Translate): Overview {
  return {
    ...overview,
    nodes: overview.nodes.map((node): NodeOverview => ({ ...node, seen: seenIn(node.seen, translate) })),
  };
}

function seenIn(seen: NodeSeen, translate: Translate): NodeSeen {
  switch (seen.kind) {
    case 'seen':
      return { kind: 'seen', ...factsIn(seen, translate) };
    case 'unreadable':
      return { kind: 'unreadable', detail: translate(seen.detail) };
    case 'silent':
      return seen;
  }
}

function factsIn(facts: NodeFacts, translate: Translate): NodeFacts {
  const { verdict, findings, conditions, unreadable } = facts;
  return {
    ...facts,
    verdict: { ...verdict, sentence: translate(verdict.sentence) },
    findings: findings.map((finding) => ({ ...finding, message: translate(finding.message) })),
    conditions: conditions.map((condition) => ({ ...condition, message: translate(condition.message) })),
    unreadable: unreadable.map((one) => ({ ...one, reason: translate(one.reason) })),
  };
}
