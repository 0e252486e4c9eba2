import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean } from './did-you-mean.ts';

const names = ['apiserver', 'apiserver-etcd-client', 'etcd-server', 'etcd-peer', 'admin.conf', 'scheduler.conf'];

const table: readonly (readonly [string, string | undefined])[] = [
  ['apisever', 'apiserver'],
  ['APISERVER', 'apiserver'],
  ['apiserevr', 'apiserver'],
  ['etcd-pere', 'etcd-peer'],
  ['admin.cnof', 'admin.conf'],
  ['sched', 'scheduler.conf'],
  ['xyz', undefined],
  ['', undefined],
  ['x'.repeat(1_000_000), undefined],
];

for (const [word, meant] of table) {
  test(`${word.slice(0, 20) || 'nothing'} means ${meant ?? 'nothing known'}`, () => {
    assert.equal(didYouMean(word, names), meant);
  });
}

test('nothing is meant where there is nothing to mean', () => {
  assert.equal(didYouMean('apiserver', []), undefined);
});
