import { PerennialError } from '../core/errors.ts';
import type { News } from '../ports/news.ts';
import type { World } from '../ports/world.ts';

/** What may fail and decides nothing: that it did is told. */
export async function tried(
  work: () => Promise<void>,
  newsOf: (why: string) => News,
  { tell }: Pick<World, 'tell'>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    tell(newsOf(thrown.message));
  }
}
