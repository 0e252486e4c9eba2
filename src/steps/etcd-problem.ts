import { PerennialError } from '../core/errors.ts';
import type { EtcdAccess } from '../core/etcd/access.ts';
import { type EtcdChange, gateProblem } from '../core/etcd/gate-problem.ts';
import type { World } from '../ports/world.ts';

export interface EtcdQuestion {
  readonly access: EtcdAccess;
  readonly change: EtcdChange;
}

/** What speaks against changing etcd's member on this node now, in words. An etcd that does not answer is not taken for well. */
export async function etcdProblem(
  { access, change }: EtcdQuestion,
  { etcd }: Pick<World, 'etcd'>,
): Promise<string | undefined> {
  try {
    return gateProblem(await etcd.cluster(access), change);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    return thrown.message;
  }
}
