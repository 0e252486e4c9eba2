import { DAY, type Instant } from '../instant.ts';
import type { NodeOverview } from '../overview/overview.ts';
import { placeOf } from '../overview/seen-nodes.ts';
import { composed } from './compose.ts';
import { keyOf } from './keys.ts';
import { type News, noNews, placed } from './news.ts';
import type { Said } from './said.ts';

/** A run that failed is a problem; here is told of those that did not. Long past ones are no news to who just began to listen. */
export function newsOfRenewal(node: NodeOverview, at: Instant, said: Said): News {
  const place = placeOf(node);
  const run = node.seen.kind === 'seen' ? node.seen.lastRun : undefined;
  if (run === undefined || said.runs[node.node] === run.id || run.state !== 'complete') return noNews(said);
  const isNews = said.runs[node.node] !== undefined || at - (run.endedAt ?? 0) < DAY;
  const tells = run.intent === 'renew' || run.intent === 'rescue';
  const message = composed({
    kind: 'renewed',
    severity: 'info',
    key: keyOf(said, node, run.id),
    at,
    ...placed(node),
    title: `renewed: certificates of ${place}`,
    lines: [`run ${run.id} is complete and proved`],
  });
  return { messages: isNews && tells ? [message] : [], said: { ...said, runs: { ...said.runs, [node.node]: run.id } } };
}
