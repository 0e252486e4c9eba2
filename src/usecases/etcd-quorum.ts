import { PerennialError } from '../core/errors.ts';
import type { Layout } from '../core/inventory.ts';
import { healthCheckOf } from '../core/kubeadm/endpoints.ts';
import type { HealthCheck } from '../core/plan/plan.ts';
import type { World } from '../ports/world.ts';
import { until } from '../steps/until.ts';

/** A member that is alone elects itself within a second or two; after this it waits for others. */
const ELECTED_WITHIN_SECONDS = 15;
const ANSWERS_WITHIN_SECONDS = 120;

/**
 * Whether etcd here serves: it has a quorum. A member that runs and lacks one says so on its health port (`RAFT NO LEADER`), and
 * serves nobody: on the first of several nodes that is how it has to be. Whatever else it says is no matter of the other members,
 * and throws `not-proved`.
 */
export async function etcdHasQuorum(layout: Layout, { endpoints, clock }: World): Promise<boolean> {
  if (!layout.manifests.some(({ component }) => component === 'etcd')) return true;
  const check = healthCheckOf(layout, 'etcd');
  let leaderlessSince: number | undefined;
  let detail = '';
  const seen = await until(clock, {
    look: async () => {
      const health = await endpoints.health(apartFromAlarms(check));
      detail = health.detail;
      if (health.ok) return 'quorum' as const;
      leaderlessSince = isLeaderless(detail) ? (leaderlessSince ?? clock.now()) : undefined;
      const isAlone = leaderlessSince !== undefined && clock.now() - leaderlessSince >= ELECTED_WITHIN_SECONDS * 1000;
      return isAlone ? ('alone' as const) : undefined;
    },
    withinSeconds: ANSWERS_WITHIN_SECONDS,
    everyMilliseconds: 500,
  });
  if (seen === 'alone') return false;
  if (seen === undefined) throw unwell(check, detail);
  const { ok, detail: said } = await endpoints.health(check);
  if (!ok && said.includes('ALARM')) throw alarmed(said);
  return true;
}

/** An alarm outlives the night, and hides that there is no leader: it is looked at first (etcd api/etcdhttp, `checkAlarms`). */
const apartFromAlarms = (check: HealthCheck): HealthCheck => ({
  ...check,
  path: `${check.path}?exclude=NOSPACE&exclude=CORRUPT`,
});

/** etcd 3.4 gives no reason. */
const isLeaderless = (detail: string): boolean => /"health":"false"(?:,"reason":"RAFT NO LEADER")?\}/.test(detail);

function unwell({ host, port }: HealthCheck, detail: string): PerennialError {
  const words = detail.startsWith('status')
    ? `etcd is not well: ${detail}`
    : `etcd does not answer on ${host}:${port} (${detail})`;
  return new PerennialError('not-proved', words, {
    hint: "look at its container's log: crictl ps -a, crictl logs; then run perennial rescue again",
    next: 'journalctl -u kubelet',
  });
}

function alarmed(detail: string): PerennialError {
  return new PerennialError('not-proved', `everything is in place here, and etcd has an alarm: ${detail}`, {
    hint: 'etcdctl alarm list names the member; make room there (compact, defrag), then etcdctl alarm disarm; go on with the other nodes all the same',
    next: 'perennial check',
  });
}
