import type { EtcdAccess } from '../etcd/access.ts';
import type { EtcdChange } from '../etcd/gate-problem.ts';
import type { Unnumbered } from './numbered.ts';
import type { Gate } from './plan.ts';

/** An election, or a member that another node has just restarted, is over by then. */
export const GATE_WITHIN_SECONDS = 30;

/** At the head of a stage that changes etcd's member on this node; none where etcd cannot be asked, or need not be. */
export function gateOf(access: EtcdAccess | undefined, change: EtcdChange): readonly Unnumbered<Gate>[] {
  return access === undefined ? [] : [{ kind: 'gate', change, access, withinSeconds: GATE_WITHIN_SECONDS }];
}
