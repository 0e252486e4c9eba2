import type { NodeName } from '../names.ts';
import type { Blocker } from './blocker.ts';
import { type Order, unknownCanary } from './order.ts';

/** A Node object, as far as a schedule minds it. */
export interface ControlPlaneNode {
  readonly name: NodeName;
  /** Condition `Ready` is `True`. */
  readonly isReady: boolean;
  /** Value of its annotation `perennial.dev/hold`: why nobody may change it for now. */
  readonly hold?: string;
}

/**
 * What other nodes say against a change here. That this node itself is not ready is no reason to wait: a certificate that ran out may
 * be why, and whether its kubelet works is looked at before anything is changed.
 */
export function nodeBlockers(nodes: readonly ControlPlaneNode[], own: NodeName): readonly Blocker[] {
  const away = nodes.filter(({ name, isReady }) => name !== own && !isReady);
  return away.map(({ name }) => ({ kind: 'node-not-ready', why: `the control-plane node ${name} is not ready` }));
}

/** A node that is not there never goes first, so it is not waited for. */
export function canaryBlockers(nodes: readonly ControlPlaneNode[], order: Order): readonly Blocker[] {
  const why = unknownCanary(order, nodes);
  return why === undefined ? [] : [{ kind: 'canary-unknown', why }];
}
