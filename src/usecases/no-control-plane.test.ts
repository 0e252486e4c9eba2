import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import { check } from './check.ts';
import { renew } from './renew.ts';

const nothing = memoryNode({ now: Date.UTC(2030, 0, 15), files: { '/etc/hostname': 'worker-1\n' } }).live().world;
const look = { policy: defaultPolicy, copies: [] };
const wish = { ...look, which: { kind: 'all' }, sans: { add: {}, remove: {} }, consent: async () => true } as const;

for (const { name, work } of [
  { name: 'check', work: () => check(nothing, look) },
  { name: 'renew', work: () => renew(wish, nothing) },
]) {
  test(`on a machine without a control plane ${name} says so, and never that all is well`, async () => {
    await assert.rejects(work, (thrown) => thrown instanceof PerennialError && thrown.code === 'no-control-plane');
  });
}
