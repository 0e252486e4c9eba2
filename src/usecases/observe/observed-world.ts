import type { Clock } from '../../ports/clock.ts';
import type { World } from '../../ports/world.ts';

/** What a reading of the node needs: nothing that could change it, and no key. A `World` is one. */
export interface ObservedWorld extends Pick<World, 'hostname' | 'reach' | 'files' | 'runs' | 'tell'> {
  readonly containers: Pick<World['containers'], 'running'>;
  readonly endpoints: Pick<World['endpoints'], 'handshake'>;
  readonly api: Pick<World['api'], 'version' | 'clusterConfiguration' | 'controlPlaneNodes'>;
  readonly firewall: Pick<World['firewall'], 'kind'>;
  readonly servingRequests: Pick<World['servingRequests'], 'pending'>;
  readonly units: Pick<World['units'], 'state'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly history: Pick<World['history'], 'read'>;
}
