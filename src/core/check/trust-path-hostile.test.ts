import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf, healthyInventory } from '../../../test/inventory.ts';
import { testAuthority } from '../../../test/pki.ts';
import { trustPathOf } from './trust-path.ts';

test('a file full of authorities that sign each other is judged in no time', () => {
  const fresh = testAuthority({ commonName: 'kubernetes' });
  const chain = Array.from({ length: 1000 }, () => ({ ...fresh.certificate }));
  const leaf = { ...copyOf(fresh.leaf({ commonName: 'kubernetes-admin' })), chain };
  const before = process.cpuUsage().user;
  assert.deepEqual(trustPathOf(leaf, healthyInventory()), { kind: 'not-signed' });
  assert(process.cpuUsage().user - before < 2_000_000);
});
