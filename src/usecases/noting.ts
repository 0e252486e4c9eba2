import type { NotedNews } from '../core/plan/noted-news.ts';
import type { Instant } from '../core/instant.ts';
import type { News, Tell } from '../ports/news.ts';
import type { World } from '../ports/world.ts';

/** Tells what it told before, and leaves what is in no journal beside it. */
export function noting(run: string, { tell, runNews, clock }: Pick<World, 'tell' | 'runNews' | 'clock'>): Tell {
  return (news) => {
    tell(news);
    const noted = notedOf(news, clock.now());
    if (noted !== undefined) runNews.note(run, noted);
  };
}

function notedOf(news: News, at: Instant): NotedNews | undefined {
  if (news.kind === 'witness') return { kind: 'witness', at, requests: news.requests, failures: news.failures };
  if (news.kind === 'api-gap') return { kind: 'api-gap', at, milliseconds: news.milliseconds, failures: news.failures };
  return news.kind === 'waiting' ? { kind: 'waiting', at, step: news.step.id, why: news.why } : undefined;
}
