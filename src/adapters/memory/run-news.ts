import type { NotedNews } from '../../core/plan/noted-news.ts';
import type { RunNews } from '../../ports/run-news.ts';

export function memoryRunNews(): RunNews {
  const noted = new Map<string, readonly NotedNews[]>();
  return {
    note: (run, news) => noted.set(run, [...(noted.get(run) ?? []), news]),
    read: async (run) => noted.get(run) ?? [],
  };
}
