import { counted, dateText, durationText } from '../check/words.ts';
import { DAY, HOUR, type Instant } from '../instant.ts';
import type { Overview } from '../overview/overview.ts';
import { placeOf, seenNodes } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import type { Message } from './message.ts';
import { problemsOf } from './problems.ts';
import type { Said } from './said.ts';

/** How everything is, once a week. Who begins to listen has seen it a moment ago: the first is a week later. */
export function digestOf(
  overview: Overview,
  said: Said,
): { readonly messages: readonly Message[]; readonly said: Said } {
  const { takenAt: at, nodes } = overview;
  const [first] = nodes;
  if (first === undefined || (said.digestAt !== undefined && at - said.digestAt < WEEK)) return { messages: [], said };
  const problems = nodes.flatMap(problemsOf);
  const message = composed({
    kind: 'digest',
    severity: 'info',
    key: `${placeOf(first)} digest`,
    at,
    ...(first.cluster !== undefined && { cluster: first.cluster }),
    node: first.node,
    title: `weekly: ${problems.length === 0 ? 'all is well' : counted(problems.length, 'problem')} on ${nodes.map(placeOf).join(', ')}`,
    lines: [
      ...seenNodes(overview).map((node) => `${placeOf(node)}: ${node.facts.verdict.sentence}`),
      ...nextEnds(overview),
    ],
  });
  return { messages: said.digestAt === undefined ? [] : [message], said: { ...said, digestAt: at } };
}

/** Looks are a day apart, more or less: seven of them are not always seven days. */
const WEEK = 7 * DAY - HOUR;

const SHOWN = 8;

function nextEnds(overview: Overview): readonly string[] {
  const ends = seenNodes(overview).flatMap((node) =>
    node.facts.certificates.flatMap(({ name, expiresAt }) =>
      expiresAt === undefined ? [] : [{ what: `${name} on ${placeOf(node)}`, expiresAt }],
    ),
  );
  const soonest = ends.toSorted((one, other) => one.expiresAt - other.expiresAt).slice(0, SHOWN);
  return soonest.map(
    ({ what, expiresAt }) => `${what} ends ${dateText(expiresAt)}, ${leftText(expiresAt, overview.takenAt)}`,
  );
}

const leftText = (end: Instant, now: Instant): string =>
  end > now ? `in ${durationText(end - now)}` : `${durationText(now - end)} ago`;
