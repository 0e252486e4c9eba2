import { PerennialError } from '../core/errors.ts';
import type { Layout } from '../core/inventory.ts';
import { healthCheckOf } from '../core/kubeadm/endpoints.ts';
import type { World } from '../ports/world.ts';
import { until } from '../steps/until.ts';

/** A member that is alone elects itself within a second or two; after this it waits for others. */
const ELECTED_WITHIN_SECONDS = 15;
const ANSWERS_WITHIN_SECONDS = 120;

/**
 * Whether etcd here serves: it has a quorum. A member that runs and lacks one says so on its health port (`RAFT NO LEADER`), and
 * serves nobody: on the first of several nodes that is how it has to be.
 */
export async function etcdHasQuorum(layout: Layout, { endpoints, clock }: World): Promise<boolean> {
  if (!layout.manifests.some(({ component }) => component === 'etcd')) return true;
  const check = healthCheckOf(layout, 'etcd');
  let answeredAt: number | undefined;
  let detail = '';
  const seen = await until(clock, {
    look: async () => {
      const health = await endpoints.health(check);
      detail = health.detail;
      if (health.ok) return 'quorum' as const;
      if (!detail.startsWith('status')) return undefined;
      answeredAt ??= clock.now();
      return clock.now() - answeredAt >= ELECTED_WITHIN_SECONDS * 1000 ? ('alone' as const) : undefined;
    },
    withinSeconds: ANSWERS_WITHIN_SECONDS,
    everyMilliseconds: 500,
  });
  if (seen !== undefined) return seen === 'quorum';
  throw new PerennialError('not-proved', `etcd does not answer on ${check.host}:${check.port} (${detail})`, {
    hint: "look at its container's log: crictl ps -a, crictl logs; then run perennial rescue again",
    next: 'journalctl -u kubelet',
  });
}
