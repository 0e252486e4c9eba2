import { severities } from '../check/check.ts';
import type { Severity } from '../check/finding.ts';
import { durationText } from '../check/words.ts';
import { DAY, type Instant } from '../instant.ts';
import type { NodeOverview, Overview } from '../overview/overview.ts';
import { placeOf } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import { digestOf } from './digest.ts';
import type { Message } from './message.ts';
import { isStillMissed, TURN_MISSED } from './missed-turn.ts';
import { keyOf, LOOK_FAILED, type Problem, problemsOf } from './problems.ts';
import type { Said, SaidProblem } from './said.ts';

export interface News {
  readonly messages: readonly Message[];
  readonly said: Said;
}

/**
 * What is new since it was last said: each change once. New, worse, or over; a run that renewed; and, where asked for, a digest each
 * week. What is said of nodes that are not in the overview stays as it is.
 */
export function newsOf(overview: Overview, said: Said, digest: 'weekly' | 'never'): News {
  const seen = overview.nodes.reduce<News>((news, node) => after(news, newsOfNode(node, news.said, overview.takenAt)), {
    messages: [],
    said,
  });
  return digest === 'weekly' ? after(seen, digestOf(overview, seen.said)) : seen;
}

/** A look that failed tells of itself; of everything else nothing is known. */
export function newsOfFailure(node: Node, why: string, at: Instant, said: Said): News {
  const problem: Problem = {
    key: keyOf(node, LOOK_FAILED),
    code: LOOK_FAILED,
    severity: 'critical',
    subjects: [node.node],
    lines: [why],
  };
  return newsOfProblem(problem, node, at, said);
}

type Node = Pick<NodeOverview, 'cluster' | 'node'>;

const after = (before: News, { messages, said }: News): News => ({ messages: [...before.messages, ...messages], said });

function newsOfNode(node: NodeOverview, said: Said, at: Instant): News {
  const problems = problemsOf(node);
  const told = problems.reduce<News>((news, problem) => after(news, newsOfProblem(problem, node, at, news.said)), {
    messages: [],
    said,
  });
  const ended = after(told, newsOfEnds(node, problems, told.said, at));
  return after(ended, newsOfRun(node, ended.said, at));
}

function newsOfProblem(problem: Problem, node: Node, at: Instant, said: Said): News {
  const { key, code, severity, subjects, lines } = problem;
  const before = said.problems[key];
  const isWorse = before !== undefined && severities.indexOf(severity) < severities.indexOf(before.severity);
  const isMore = before === undefined || subjects.some((subject) => !before.subjects.includes(subject));
  const since = before?.since ?? at;
  const worst = before === undefined ? severity : worseOf(severity, worstOf(before));
  const problems = { ...said.problems, [key]: { severity, ...(worst !== severity && { worst }), subjects, since } };
  const kind = before === undefined ? 'problem' : 'worse';
  const title = `${severity}: ${code} on ${placeOf(node)}: ${subjects.join(', ')}`;
  const message = composed({ kind, severity, key, at, ...placed(node), code, title, lines });
  return { messages: isMore || isWorse ? [message] : [], said: { ...said, problems } };
}

const worstOf = ({ severity, worst = severity }: Pick<SaidProblem, 'severity' | 'worst'>): Severity => worst;

const worseOf = (one: Severity, other: Severity): Severity =>
  severities.indexOf(one) < severities.indexOf(other) ? one : other;

const placed = ({ cluster, node }: Node): Node => ({ ...(cluster !== undefined && { cluster }), node });

/** What was said of this node and is not so any more. Of a node that is silent nobody knows what has ended. */
function newsOfEnds(node: NodeOverview, problems: readonly Problem[], said: Said, at: Instant): News {
  const prefix = keyOf(node, '');
  const { seen } = node;
  const over = Object.entries(said.problems).filter(
    ([key]) =>
      seen.kind === 'seen' &&
      key.startsWith(prefix) &&
      !problems.some((problem) => problem.key === key) &&
      !(key === keyOf(node, TURN_MISSED) && isStillMissed(seen)),
  );
  const messages = over.map(([key, { subjects, since, ...ended }]) => {
    const code = key.slice(prefix.length);
    const title = `resolved: ${code} on ${placeOf(node)}: ${subjects.join(', ')}`;
    const lines = [`it lasted ${durationText(at - since)}`];
    const was = worstOf(ended);
    return composed({ kind: 'resolved', severity: 'info', was, key, at, ...placed(node), code, title, lines });
  });
  const gone = new Set(over.map(([key]) => key));
  const left = Object.entries(said.problems).filter(([key]) => !gone.has(key));
  return { messages, said: { ...said, problems: Object.fromEntries(left) } };
}

/** A run that failed is a problem; here is told of those that did not. Long past ones are no news to who just began to listen. */
function newsOfRun(node: NodeOverview, said: Said, at: Instant): News {
  const place = placeOf(node);
  const run = node.seen.kind === 'seen' ? node.seen.lastRun : undefined;
  if (run === undefined || said.runs[place] === run.id || run.state !== 'complete') return { messages: [], said };
  const isNews = said.runs[place] !== undefined || at - (run.endedAt ?? 0) < DAY;
  const tells = run.intent === 'renew' || run.intent === 'rescue';
  const message = composed({
    kind: 'renewed',
    severity: 'info',
    key: `${place} ${run.id}`,
    at,
    ...placed(node),
    title: `renewed: certificates of ${place}`,
    lines: [`run ${run.id} is complete and proved`],
  });
  return { messages: isNews && tells ? [message] : [], said: { ...said, runs: { ...said.runs, [place]: run.id } } };
}
