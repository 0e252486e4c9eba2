import { counted, dateText, durationText } from '../check/words.ts';
import { DAY, HOUR, type Instant } from '../instant.ts';
import type { Overview } from '../overview/overview.ts';
import { placeOf, seenNodes } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import { keyOf } from './keys.ts';
import { type News, placed } from './news.ts';
import { problemsOf } from './problems.ts';
import type { Said } from './said.ts';

/** How everything is, once a week. Who begins to listen has seen it a moment ago: the first is a week later. */
export function digestOf(overview: Overview, said: Said): News {
  const { takenAt: at, nodes } = overview;
  const [first] = nodes;
  if (first === undefined || (said.digestAt !== undefined && at - said.digestAt < WEEK)) return { messages: [], said };
  const problems = nodes.flatMap(problemsOf);
  const message = composed({
    kind: 'digest',
    severity: 'info',
    key: keyOf(said, first, 'digest'),
    at,
    ...placed(first),
    title: titleOf(problems.length, nodes.map(placeOf).join(', ')),
    lines: [
      ...seenNodes(overview).map((node) => `${placeOf(node)}: ${node.facts.verdict.sentence}`),
      ...nextEnds(overview),
    ],
  });
  return { messages: said.digestAt === undefined ? [] : [message], said: { ...said, digestAt: at } };
}

const titleOf = (problems: number, places: string): string =>
  problems === 0 ? `weekly: all is well on ${places}` : `weekly: ${counted(problems, 'problem')} on ${places}`;

/** Looks are a day apart, more or less: seven of them are not always seven days. */
const WEEK = 7 * DAY - HOUR;

const SHOWN = 8;

function nextEnds(overview: Overview): readonly string[] {
  const ends = seenNodes(overview).flatMap((node): readonly End[] =>
    node.facts.certificates.flatMap(({ name, expiresAt }) =>
      expiresAt === undefined ? [] : [{ name, place: placeOf(node), expiresAt }],
    ),
  );
  const soonest = ends.toSorted((one, other) => one.expiresAt - other.expiresAt).slice(0, SHOWN);
  return soonest.map((one) => endText(one, overview.takenAt));
}

interface End {
  readonly name: string;
  readonly place: string;
  readonly expiresAt: Instant;
}

const endText = ({ name, place, expiresAt }: End, now: Instant): string =>
  expiresAt > now
    ? `${name} on ${place} ends ${dateText(expiresAt)}, in ${durationText(expiresAt - now)}`
    : `${name} on ${place} ended ${dateText(expiresAt)}, ${durationText(now - expiresAt)} ago`;
