import type { NotedNews } from '../core/plan/noted-news.ts';

/** What a run says while it goes on, left beside its journal for who watches from another process. */
export interface RunNews {
  /** Best effort: returns at once, never throws, waits for no disk, and stops at a bounded size. */
  note(run: string, news: NotedNews): void;
  /** What is there, with all that was noted here before; nothing where nothing can be read. */
  read(run: string): Promise<readonly NotedNews[]>;
}
