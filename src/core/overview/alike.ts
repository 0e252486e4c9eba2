import { withoutDurations } from '../check/words.ts';
import type { Overview } from './overview.ts';

/**
 * Whether two looks saw the same: when they were taken aside, and what texts count from then ("ends in 3 days"). The rest of a text
 * counts: which name a certificate lacks is said nowhere else.
 */
export function isAlike(one: Overview, other: Overview): boolean {
  return timeless(one) === timeless(other);
}

function timeless({ nodes }: Overview): string {
  return JSON.stringify(nodes, (field, value: unknown) => {
    if (field === 'takenAt') return undefined;
    return typeof value === 'string' && texts.includes(field) ? withoutDurations(value) : value;
  });
}

/** Fields that hold a sentence. */
const texts: readonly string[] = ['sentence', 'message', 'detail'];
