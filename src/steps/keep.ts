import type { Keep } from '../core/plan/plan.ts';
import { done, drifted, type Handler, pending } from './handler.ts';

/** Looks at the file first: bytes that an earlier run kept say nothing of what lies there now. */
export const keep: Handler<Keep> = {
  async inspect({ path, digest }, { world, store }) {
    if ((await world.files.digest(path)) !== digest) return drifted(`${path} is not the file this plan was made for`);
    return (await store.has(digest)) ? done({ digest }) : pending('not kept yet');
  },

  async apply({ path, digest }, { store }) {
    await store.keep(path, digest);
    return {};
  },
};
