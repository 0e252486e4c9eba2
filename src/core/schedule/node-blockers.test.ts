import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryBlockers, type ControlPlaneNode, nodeBlockers } from './node-blockers.ts';

const ready = (name: string): ControlPlaneNode => ({ name, isReady: true });
const away = (name: string): ControlPlaneNode => ({ name, isReady: false });

const cases: readonly (readonly [string, readonly ControlPlaneNode[], readonly string[]])[] = [
  ['all are ready', [ready('cp-1'), ready('cp-2')], []],
  ['another is not ready', [ready('cp-1'), away('cp-2')], ['node-not-ready: the control-plane node cp-2 is not ready']],
  ['this one is not ready', [away('cp-1'), ready('cp-2')], []],
  ['nobody is known', [], []],
];

for (const [name, nodes, expected] of cases) {
  test(`${name}: ${expected.length === 0 ? 'nothing in the way' : expected.join(', ')}`, () => {
    assert.deepEqual(
      nodeBlockers(nodes, 'cp-1').map(({ kind, why }) => `${kind}: ${why}`),
      expected,
    );
  });
}

const canaries: readonly (readonly [string, string | undefined, readonly string[], string])[] = [
  ['nobody goes first', undefined, ['cp-1', 'cp-2'], ''],
  ['the canary is one of them', 'cp-2', ['cp-1', 'cp-2'], ''],
  [
    'the canary is none of them',
    'cp-9',
    ['cp-1', 'cp-2', 'cp-3'],
    'the canary cp-9 is no control-plane node of this cluster, which has cp-1, cp-2 and cp-3',
  ],
  ['there is nobody else to wait', 'cp-9', ['cp-1'], ''],
  ['nobody is known', 'cp-9', [], ''],
];

for (const [name, canary, nodes, expected] of canaries) {
  test(`the order, where ${name}: ${expected || 'nothing in the way'}`, () => {
    const order = { soak: 0, ...(canary !== undefined && { canary }) };
    assert.equal(
      canaryBlockers(nodes.map(ready), order)
        .map(({ why }) => why)
        .join(),
      expected,
    );
  });
}
