import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { everythingOn } from './everything.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { waitUntil } from './lab/wait-until.ts';
import { builtImage } from './image.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'ag-daemonset', address: '10.78.0.150' });
const deploy = join(import.meta.dirname, '../../deploy/kustomize');

test('the DaemonSet runs from the real image, looks, and leaves everything as it was', async () => {
  const machine = controlPlane();
  await machine.mustExec(['ctr', '-n', 'k8s.io', 'images', 'import', await builtImage()]);
  const before = await everythingOn(machine);
  await machine.kubectl('apply', '-k', join(deploy, 'base'));
  const [look] = await looks(machine, 1);
  console.log(JSON.stringify(look, undefined, 1));
  assert.equal(await everythingOn(machine), before);
});

interface LoggedLook {
  readonly kind: string;
}

async function looks(machine: ControlPlane, count: number): Promise<readonly LoggedLook[]> {
  return await waitUntil(
    async () => {
      const log = await machine.exec(['sh', '-c', 'cat /var/log/pods/perennial-system_*/perennial/*.log']);
      const lines = log.stdout.split('\n').filter((line) => line !== '');
      return lines.length >= count
        ? lines.map((line) => JSON.parse(line.replace(/^\S+ \S+ \S+ /, '')) as LoggedLook)
        : undefined;
    },
    { what: 'looks of the DaemonSet', deadlineMs: 90_000, everyMs: 1000 },
  );
}
