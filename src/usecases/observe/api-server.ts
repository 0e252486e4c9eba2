import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { ClockReading, Inventory, Unreadable } from '../../core/inventory.ts';
import { kubeadmConfigOf, type ParsedKubeadmConfig } from '../../core/kubeadm/kubeadm-config.ts';
import type { ObservedWorld } from './observed-world.ts';

/** A header of whole seconds is on average half a second behind. */
const HALF_A_SECOND = 500;

/** The API server's time minus ours, taken in the middle of the call. */
export async function readClock(
  world: ObservedWorld,
): Promise<{ readonly clock: ClockReading; readonly unreadable: readonly Unreadable[] }> {
  if (world.reach !== 'full') return { clock: {}, unreadable: [] };
  try {
    const { date, tookMilliseconds } = await world.api.version();
    const middle = world.clock.now() - tookMilliseconds / 2;
    return { clock: { apiServerOffsetMilliseconds: Math.round(date + HALF_A_SECOND - middle) }, unreadable: [] };
  } catch (thrown) {
    return { clock: {}, unreadable: [failed('API server', thrown)] };
  }
}

/** That it does not answer at all is reported with its clock; what fails alone, here: the list needs etcd and a permission, too. */
export function missingControlPlanes(
  controlPlanes: Inventory['controlPlanes'],
  { unreadable }: { readonly unreadable: readonly Unreadable[] },
): readonly Unreadable[] {
  if (controlPlanes.kind !== 'unreadable' || unreadable.length > 0) return [];
  const { reason, detail } = controlPlanes;
  return [{ what: 'nodes of the control plane', reason, detail }];
}

/** What the API server knows of the other nodes. */
export async function readControlPlanes(world: ObservedWorld): Promise<Inventory['controlPlanes']> {
  if (world.reach !== 'full') return { kind: 'absent-by-design', why: 'the API server is not asked' };
  try {
    return { kind: 'read', value: await world.api.controlPlaneNodes() };
  } catch (thrown) {
    return { kind: 'unreadable', reason: unansweredReason(thrown), detail: reasonOf(thrown) };
  }
}

/** Asked only where there are other control planes that clients could be sent to. */
export async function readFirewall(
  { firewall }: ObservedWorld,
  controlPlanes: Inventory['controlPlanes'],
): Promise<Inventory['firewall']> {
  return controlPlanes.kind === 'read' && controlPlanes.value.length > 1 ? await firewall.kind() : 'none';
}

/**
 * kubeadm's configuration: what the person gave, else what the cluster holds, else nothing, so that the files speak. What the
 * person named must be right and throws; what the cluster holds need not be.
 */
export async function readKubeadmConfig(
  world: ObservedWorld,
  given: { readonly text: string; readonly file: string } | undefined,
): Promise<{ readonly config?: ParsedKubeadmConfig; readonly unreadable: readonly Unreadable[] }> {
  if (given !== undefined) return { config: kubeadmConfigOf(given.text, 'file', given.file), unreadable: [] };
  if (world.reach !== 'full') return { unreadable: [] };
  try {
    const text = await world.api.clusterConfiguration();
    return text === undefined ? { unreadable: [] } : { config: kubeadmConfigOf(text, 'cluster'), unreadable: [] };
  } catch (thrown) {
    return { unreadable: [failed("kubeadm's configuration in the cluster", thrown)] };
  }
}

function failed(what: string, thrown: unknown): Unreadable {
  return { what, reason: unansweredReason(thrown), detail: reasonOf(thrown) };
}

/** By the errors of the Api port and of what parses its answer. */
export function unansweredReason(thrown: unknown): Unreadable['reason'] {
  if (!(thrown instanceof PerennialError)) return 'io';
  return thrown.unanswered ?? (thrown.code === 'file-malformed' ? 'parse' : 'io');
}
