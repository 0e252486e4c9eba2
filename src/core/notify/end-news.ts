import { durationText } from '../check/words.ts';
import type { Instant } from '../instant.ts';
import type { NodeOverview } from '../overview/overview.ts';
import { placeOf } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import type { Message } from './message.ts';
import { isStillMissed, TURN_MISSED } from './missed-turn.ts';
import { recordOf } from './keys.ts';
import { type News, noNews, type Place, placed } from './news.ts';
import { LOOK_FAILED, type Problem, RUN_FAILED } from './problems.ts';
import { type Said, type SaidProblem, worstOf } from './said.ts';
import { firstCodeOf, lastCodeOf } from './stages.ts';
import { unseenOn } from './unseen.ts';

/** What was said of this node and is not so any more. What cannot be seen is not taken for over. */
export function newsOfEnds(node: NodeOverview, problems: readonly Problem[], at: Instant, said: Said): News {
  const { seen } = node;
  if (seen.kind !== 'seen') return noNews(said);
  const prefix = recordOf(node, '');
  const unseen = unseenOn(node);
  const isOver = ([record, problem]: readonly [string, SaidProblem]): boolean => {
    const code = record.slice(prefix.length);
    if (!record.startsWith(prefix) || problems.some(({ firstCode }) => firstCode === firstCodeOf(code))) return false;
    if (code === TURN_MISSED && isStillMissed(seen)) return false;
    return seenAnyhow.includes(code) || unseen.every((source) => problem.unseen?.includes(source));
  };
  const all = Object.entries(said.problems);
  const messages = all
    .filter(isOver)
    .map(([record, problem]) =>
      endMessage({ ...problem, key: problem.key ?? record }, record.slice(prefix.length), { node, at }),
    );
  return { messages, said: { ...said, problems: Object.fromEntries(all.filter((one) => !isOver(one))) } };
}

/** Whether these are so is known of every node that is seen. */
const seenAnyhow: readonly string[] = [LOOK_FAILED, RUN_FAILED, 'node-silent', 'report-unreadable'];

function endMessage(
  problem: SaidProblem & { readonly key: string },
  firstCode: string,
  { node, at }: { readonly node: Place; readonly at: Instant },
): Message {
  const { key, subjects, late = [], since } = problem;
  const code = late.length > 0 ? lastCodeOf(firstCode) : firstCode;
  const title = `resolved: ${code} on ${placeOf(node)}: ${subjects.join(', ')}`;
  const lines = [`it lasted ${durationText(at - since)}`];
  const was = worstOf(problem);
  return composed({ kind: 'resolved', severity: 'info', was, key, at, ...placed(node), code, title, lines });
}
