import type { Instant } from '../instant.ts';
import type { NodeOverview, Overview } from '../overview/overview.ts';
import { digestOf } from './digest.ts';
import { newsOfEnds } from './end-news.ts';
import { withMark } from './keys.ts';
import { followedBy, type News, noNews, type Place } from './news.ts';
import { newsOfProblem } from './problem-news.ts';
import { LOOK_FAILED, type Problem, problemsOf } from './problems.ts';
import { newsOfRenewal } from './renewal-news.ts';
import type { Said } from './said.ts';
import { unseenOn } from './unseen.ts';

/**
 * What is new since it was last said: each change once. New, worse, or over; a run that renewed; and, where asked for, a digest each
 * week. What is said of nodes that are not in the overview stays as it is.
 */
export function newsOf(overview: Overview, said: Said, digest: 'weekly' | 'never'): News {
  const seen = overview.nodes.reduce<News>(
    (news, node) => followedBy(news, (now) => newsOfNode(node, overview.takenAt, now)),
    noNews(said),
  );
  return digest === 'weekly' ? followedBy(seen, (now) => digestOf(overview, now)) : seen;
}

/** A look that failed tells of itself; of everything else nothing is known. */
export function newsOfFailure(node: Place, why: string, at: Instant, said: Said): News {
  const problem: Problem = {
    firstCode: LOOK_FAILED,
    code: LOOK_FAILED,
    severity: 'critical',
    subjects: [node.node],
    late: [],
    lines: [why],
  };
  return newsOfProblem(problem, { node, at, unseen: [] }, said);
}

function newsOfNode(node: NodeOverview, at: Instant, said: Said): News {
  const problems = problemsOf(node);
  const unseen = unseenOn(node);
  const told = problems.reduce<News>(
    (news, problem) => followedBy(news, (now) => newsOfProblem(problem, { node, at, unseen }, now)),
    noNews(withMark(said, node)),
  );
  const ended = followedBy(told, (now) => newsOfEnds(node, problems, at, now));
  return followedBy(ended, (now) => newsOfRenewal(node, at, now));
}
