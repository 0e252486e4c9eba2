import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { Call } from './answer.ts';

/**
 * Brings up to date what node_exporter reads, where the configuration asks for it, with another look: nobody knows what the last
 * one left. Called after whatever may have changed the node, so it never throws: that it failed is told.
 */
export async function textfileAfter(call: Pick<Call, 'afresh'>): Promise<void> {
  const { world, observing } = call.afresh();
  const path = await observing().then(({ policy }) => policy.metrics.textfile, nothingConfigured);
  if (path === undefined) return;
  try {
    await writeTextfile({ world, observing }, path);
  } catch (thrown) {
    (await world()).tell({ kind: 'metrics-not-written', path, why: reasonOf(thrown) });
  }
}

/** A configuration that cannot be read has been said by the command itself. */
function nothingConfigured(thrown: unknown): undefined {
  if (!(thrown instanceof PerennialError)) throw thrown;
}

/** Looks, and writes what was seen. Throws where the node or the file does not allow it. */
export async function writeTextfile(
  { world, observing }: Pick<Call, 'world' | 'observing'>,
  path: Path,
): Promise<void> {
  const [{ check }, { lookMetrics }] = await Promise.all([
    import('../../usecases/check.ts'),
    import('../metrics/look-metrics.ts'),
  ]);
  const [own, request] = [await world(), await observing()];
  const look = await check(own, request);
  await own.textfile.replace(path, await lookMetrics(look, { world: own, policy: request.policy }, 'text'));
}
