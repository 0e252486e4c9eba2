import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import { needsRenewal } from './needs-renewal.ts';

const look = { policy: defaultPolicy, copies: [] };
const late = { ...defaultPolicy.thresholds, renewal: { duration: 15 * DAY, percent: 100 } };
const calm = { ...look, policy: { ...defaultPolicy, thresholds: late } };

/** The eleven end in twenty days. */
test('what ends within the time before renewal is due, with its end', async () => {
  const { due, takenAt } = await needsRenewal([], look, controlPlane().live().world);
  assert.equal(due.length, 11);
  assert.ok(due.every(({ end }) => end - takenAt > 19 * DAY && end - takenAt <= 20 * DAY));
});

test('nothing is due before that time', async () => {
  assert.deepEqual((await needsRenewal([], calm, controlPlane().live().world)).due, []);
});

test('only those are told that were asked for', async () => {
  const { due } = await needsRenewal(['apiserver'], look, controlPlane().live().world);
  assert.deepEqual(
    due.map(({ name }) => name),
    ['apiserver'],
  );
});

const refusals = [
  { what: 'a name that there is not', names: ['apisrver'], code: 'unknown-name' },
  { what: 'a certificate that cannot be read', names: ['apiserver'], code: 'file-unreadable' },
  { what: 'a certificate that cannot be read, among all', names: [], code: 'file-unreadable' },
];
for (const { what, names, code } of refusals) {
  test(`${what} is an error, never an answer`, async () => {
    const node = controlPlane();
    node.write('/etc/kubernetes/pki/apiserver.crt', 'no certificate');
    const asked = needsRenewal(names, calm, node.live().world);
    await assert.rejects(asked, (thrown) => thrown instanceof PerennialError && thrown.code === code);
  });
}
