import type { Keep } from '../core/plan/plan.ts';
import { done, drifted, type Handler, pending } from './handler.ts';

export const keep: Handler<Keep> = {
  async inspect({ path, digest }, { world, store }) {
    if (await store.has(digest)) return done({ digest });
    const live = await world.files.digest(path);
    return live === digest ? pending('not kept yet') : drifted(`${path} is not the file this plan was made for`);
  },

  async apply({ path, digest }, { store }) {
    await store.keep(path, digest);
    return {};
  },
};
