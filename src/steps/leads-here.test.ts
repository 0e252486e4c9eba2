import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { renew } from '../usecases/renew.ts';
import { leadsHere } from './leads-here.ts';

const uuid = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const holders: readonly (readonly [string, string, string, boolean])[] = [
  ['the hostname', 'ip-10-0-0-1', `ip-10-0-0-1_${uuid}`, true],
  ['the hostname with its capitals', 'cp-1', `CP-1_${uuid}`, true],
  ['a hostname with an underscore', 'cp_1', `cp_1_${uuid}`, true],
  ['a longer hostname that begins like it', 'cp', `cp_1_${uuid}`, false],
  ['another hostname', 'cp-1', `cp-11_${uuid}`, false],
  ['a name without a UUID', 'cp-1', 'cp-1', false],
  ['nobody', 'cp-1', '', false],
];
for (const [name, hostname, holder, expected] of holders) {
  test(`a lease held by ${name} is held ${expected ? 'here' : 'elsewhere'}`, () => {
    const lease = { name: 'kube-scheduler', holder, resourceVersion: '7', renewedAt: 0 };
    assert.equal(leadsHere(lease, { hostname }), expected);
  });
}

test('the lease of a leader that was stopped is released, and it is no proof of the next one, whatever the machine is called', async () => {
  const { world, effects } = controlPlane({ hostname: 'CP-Eins' }).live();
  const names = ['controller-manager.conf'];
  const ran = await renew({ ...wished, which: { kind: 'named', names } }, world);
  assert.ok(effects.includes('release lease kube-controller-manager'), String(effects));
  const holder = (await world.api.lease('kube-controller-manager'))?.holder ?? '';
  const { id = '' } =
    (await world.containers.running()).find(({ component }) => component === 'kube-controller-manager') ?? {};
  assert.equal(holder, `CP-Eins_${id}`);
  assert.ok(ran.kind === 'ran');
  const entries = await (await world.runs.open(ran.report.run)).entries();
  const leaders = entries.flatMap((entry) => (entry.event === 'done' ? (entry.facts?.['leader'] ?? []) : []));
  assert.deepEqual(leaders, [holder]);
});
