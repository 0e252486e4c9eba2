import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { ClockReading, Unreadable } from '../../core/inventory.ts';
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
  return { what, reason: reasonFor(thrown), detail: reasonOf(thrown) };
}

/** By the errors of the Api port and of what parses its answer. */
function reasonFor(thrown: unknown): Unreadable['reason'] {
  if (!(thrown instanceof PerennialError)) return 'io';
  if (thrown.code === 'permission' || thrown.code === 'file-unreadable') return 'no-credentials';
  return thrown.code === 'file-malformed' ? 'parse' : 'refused';
}
