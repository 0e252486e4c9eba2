import assert from 'node:assert/strict';
import { containerIds } from './containers.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { startLoad } from './lab/load.ts';
import { assertServedAndConsistent, changedNames, checked, serialsIn } from './served-and-consistent.ts';

/**
 * Does `work` under a small load, and asserts that it left no trace: no request failed, no watch was cut, every certificate is
 * what it was and served, API server and etcd run in the containers they ran in. Resolves to the number of requests.
 */
export async function undisturbed(machine: ControlPlane, work: () => Promise<void>): Promise<number> {
  await machine.ready();
  const [serials, containers] = [serialsIn(await checked(machine)), await containerIds(machine)];
  const load = await startLoad(machine, { newConnectionsPerSecond: 10, longestSeconds: 1200 });
  await work();
  const { newConnections, keptConnection, watch } = await load.stop();
  assert.deepEqual([newConnections.failures, keptConnection.failures, watch.cuts], [{}, {}, []]);
  assert.deepEqual(changedNames(serials, await assertServedAndConsistent(machine, 'afterwards')), []);
  const after = await containerIds(machine);
  for (const component of ['kube-apiserver', 'etcd'])
    assert.equal(after.get(component), containers.get(component), component);
  return newConnections.requests + keptConnection.requests;
}
