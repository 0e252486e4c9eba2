import type { Inventory } from '../inventory.ts';
import type { Path } from '../names.ts';
import type { Unnumbered } from './numbered.ts';
import type { Heartbeat } from './plan.ts';

/** The kubelet says that it is well, where it is configured to say anything. */
export function awaitKubelet({ kubelet: { config } }: Inventory): readonly Unnumbered[] {
  const at = config.kind === 'read' ? config.value.health : { host: '127.0.0.1', port: 10248 };
  if (at.port === 0) return [];
  const health = { scheme: 'http', ...at, path: '/healthz' } as const;
  return [{ kind: 'await', component: 'kubelet', health, withinSeconds: 120, verified: false }];
}

export function heartbeatOf({ node }: Inventory, newerThan: readonly Path[]): Unnumbered<Heartbeat> {
  return { kind: 'heartbeat', node, newerThan, withinSeconds: 180 };
}
