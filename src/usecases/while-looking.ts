import type { World } from '../ports/world.ts';

/** Tells what is looked at before the first question is asked, and that it is over, however it ends: an answer may take its time. */
export async function whileLooking<T>(at: string, { tell }: Pick<World, 'tell'>, look: () => Promise<T>): Promise<T> {
  tell({ kind: 'looking', at });
  try {
    return await look();
  } finally {
    tell({ kind: 'looked', at });
  }
}
