import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { effectsOf, type Work } from './lives.ts';

export interface Cut {
  readonly number: number;
  readonly when: 'before' | 'within' | 'after';
  readonly about: string;
}

/**
 * Every place where a life can be cut off: just before its first effect, within each, and just after each, which is also just before
 * the next.
 */
export async function cutsOf(node: MemoryNode, work: Work): Promise<readonly Cut[]> {
  const effects = await effectsOf(node.copy(), work);
  const cuts = effects.flatMap((label, index) =>
    (['within', 'after'] as const).map((when) => cut(index + 1, when, label)),
  );
  return [cut(1, 'before', effects[0] ?? ''), ...cuts];
}

const cut = (number: number, when: Cut['when'], label: string): Cut => ({
  number,
  when,
  about: `cut ${when} effect ${number}, ${label}`,
});
