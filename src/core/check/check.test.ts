import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { defaultPolicy } from '../policy.ts';
import { findingsOf } from './check.ts';

test('nothing is found where nothing is wrong', () => {
  assert.deepEqual(findingsOf(healthyInventory(), defaultPolicy), []);
});
