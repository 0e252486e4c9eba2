import type { LeaseFacts } from '../ports/api.ts';
import type { World } from '../ports/world.ts';

/**
 * Whether the holder is a leader of this machine. Leaders call themselves by its hostname as it is written there, whatever the Node is
 * called (os.Hostname, `_` and a UUID: cmd/kube-controller-manager/app `Run`, cmd/kube-scheduler/app/options).
 */
export function leadsHere({ holder }: LeaseFacts, { hostname }: Pick<World, 'hostname'>): boolean {
  return holder.slice(0, Math.max(0, holder.lastIndexOf('_'))).toLowerCase() === hostname;
}
