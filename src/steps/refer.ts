import { PerennialError } from '../core/errors.ts';
import { kubeconfigReferringTo } from '../core/kubeadm/kubeconfig-reference.ts';
import type { Refer } from '../core/plan/plan.ts';
import { done, type Handler, pending } from './handler.ts';

/** The kubeconfig as it is, apart from where its user's certificate and key are. */
export const refer: Handler<Refer> = {
  async inspect({ as }, { store }) {
    return (await store.made(as)) === undefined ? pending('not made yet') : done();
  },

  async apply({ path, digest, to, as }, { world, store }) {
    const content = await world.files.read(path);
    if (content.kind !== 'read' || content.value.facts.digest !== digest) {
      throw new PerennialError('plan-stale', `${path} is not the file this plan was made for`, {
        file: path,
        hint: 'make a new plan',
      });
    }
    await store.save(as, kubeconfigReferringTo(content.value.bytes.toString('utf8'), to, path));
    return {};
  },
};
