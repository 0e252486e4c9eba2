import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, NOW, withCertificate, withLeaf } from '../../../test/inventory.ts';
import { DAY } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { renewalPlan } from '../plan/renewal.ts';
import { defaultPolicy } from '../policy.ts';
import { dueIn } from './due.ts';

const dueOf = (inventory: Inventory) =>
  dueIn(
    renewalPlan(inventory, { which: { kind: 'due' }, sans: { add: {}, remove: {} }, policy: defaultPolicy }),
    inventory,
    defaultPolicy,
  );
const lost = { certificate: { kind: 'missing' }, key: { kind: 'missing' } } as const;

test("a kubelet's dead credential is due to a schedule, and has come to its end now where it is lost", () => {
  const name = 'kubelet-client';
  assert.deepEqual(dueOf(healthyInventory()), []);
  assert.deepEqual(dueOf(withCertificate(healthyInventory(), name, { notAfter: NOW - DAY })), [
    { name, end: NOW - DAY },
  ]);
  assert.deepEqual(dueOf(withLeaf(healthyInventory(), name, (leaf) => ({ ...leaf, ...lost }))), [{ name, end: NOW }]);
});
