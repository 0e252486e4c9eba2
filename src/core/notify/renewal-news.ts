import { DAY, type Instant } from '../instant.ts';
import type { NodeOverview } from '../overview/overview.ts';
import { placeOf } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import { keyOf } from './keys.ts';
import type { Message } from './message.ts';
import { type News, noNews, type Place, placed } from './news.ts';
import type { Said } from './said.ts';

/** A run that failed is a problem; here is told of those that did not. Long past ones are no news to who just began to listen. */
export function newsOfRenewal({ seen, ...node }: NodeOverview, at: Instant, said: Said): News {
  if (seen.kind !== 'seen') return noNews(said);
  const { run, endedAt } = seen.lastRenewal ?? { run: '', endedAt: 0 };
  const told = said.runs[node.node];
  // Ids sort by time. After a rollback the last renewal is one of which people were told long ago.
  const isNews = told === undefined ? at - endedAt < DAY : told < run;
  const runs = { ...said.runs, [node.node]: told === undefined || told < run ? run : told };
  return { messages: isNews ? [renewedMessage(node, run, at, said)] : [], said: { ...said, runs } };
}

function renewedMessage(node: Place, run: string, at: Instant, said: Said): Message {
  const place = placeOf(node);
  return composed({
    kind: 'renewed',
    severity: 'info',
    key: keyOf(said, node, run),
    at,
    ...placed(node),
    title: `renewed: certificates of ${place}`,
    lines: [`run ${run} is complete and proved`],
  });
}
