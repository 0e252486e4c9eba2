import { severities } from '../check/check.ts';
import type { Severity } from '../check/finding.ts';
import type { Instant } from '../instant.ts';
import { placeOf } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import { keyOf, recordOf } from './keys.ts';
import { type News, type Place, placed } from './news.ts';
import type { Problem } from './problems.ts';
import { type Said, type SaidProblem, worstOf } from './said.ts';

/** A problem that is new, or worse than it was when it was told of. `unseen`: what could not be seen when it was. */
export function newsOfProblem(
  problem: Problem,
  { node, at, unseen }: { readonly node: Place; readonly at: Instant; readonly unseen: readonly string[] },
  said: Said,
): News {
  const record = recordOf(node, problem.firstCode);
  const { code, severity, lines } = problem;
  const before = said.problems[record];
  const key = before === undefined ? keyOf(said, node, problem.firstCode) : (before.key ?? record);
  const now = { key, ...saidAfter(problem, before, at), ...unseenSince(before, unseen) };
  const kind = before === undefined ? 'problem' : 'worse';
  const title = `${severity}: ${code} on ${placeOf(node)}: ${worstSubjectsOf(problem).join(', ')}`;
  const message = composed({ kind, severity, key, at, ...placed(node), code, title, lines });
  return {
    messages: before === undefined || isWorse(problem, before) ? [message] : [],
    said: { ...said, problems: { ...said.problems, [record]: now } },
  };
}

function saidAfter({ severity, subjects, late }: Problem, before: SaidProblem | undefined, at: Instant): SaidProblem {
  const worst = before === undefined ? severity : worseOf(severity, worstOf(before));
  return {
    severity,
    ...(worst !== severity && { worst }),
    subjects,
    ...(late.length > 0 && { late }),
    since: before?.since ?? at,
  };
}

/** What was seen in one look at least while it was there may be what it was seen by. */
function unseenSince(before: SaidProblem | undefined, now: readonly string[]): Pick<SaidProblem, 'unseen'> {
  const unseen = before === undefined ? now : now.filter((source) => before.unseen?.includes(source));
  return unseen.length > 0 ? { unseen } : {};
}

function isWorse({ severity, subjects, late }: Problem, before: SaidProblem): boolean {
  const isMore = subjects.some((subject) => !before.subjects.includes(subject));
  const isLater = late.some((subject) => before.late?.includes(subject) !== true);
  return isMore || isLater || severities.indexOf(severity) < severities.indexOf(before.severity);
}

const worseOf = (one: Severity, other: Severity): Severity =>
  severities.indexOf(one) < severities.indexOf(other) ? one : other;

/** The code of a problem is true of these; the lines name all. */
const worstSubjectsOf = ({ subjects, late }: Problem): readonly string[] => (late.length > 0 ? late : subjects);
