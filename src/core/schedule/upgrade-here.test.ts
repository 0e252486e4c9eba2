import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, NOW } from '../../../test/inventory.ts';
import { MINUTE } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { upgradeHere } from './upgrade-here.ts';

const healthy = healthyInventory();

const withVersion = (component: string, imageVersion: string): Inventory => ({
  ...healthy,
  layout: {
    ...healthy.layout,
    manifests: healthy.layout.manifests.map((one) => (one.component === component ? { ...one, imageVersion } : one)),
  },
});
const touched = (minutesAgo: number): Inventory => ({
  ...healthy,
  upgrades: { backups: [], unfinishedSince: NOW - minutesAgo * MINUTE },
});

const cases: readonly {
  readonly name: string;
  readonly inventory: Inventory;
  readonly expected: RegExp | undefined;
}[] = [
  { name: 'nothing', inventory: healthy, expected: undefined },
  {
    name: 'manifests of different versions',
    inventory: withVersion('kube-scheduler', 'v1.35.1'),
    expected: /different versions \(v1\.35\.1, v1\.36\.3\)/,
  },
  {
    name: "a vendor's build of the same version",
    inventory: withVersion('kube-scheduler', 'v1.36.3-gke.1'),
    expected: undefined,
  },
  { name: 'a tag that is no version', inventory: withVersion('kube-scheduler', 'latest'), expected: undefined },
  { name: "etcd's own version", inventory: withVersion('etcd', 'v3.7.0'), expected: undefined },
  {
    name: 'different versions and no API server that answers',
    inventory: { ...withVersion('kube-scheduler', 'v1.35.1'), clock: {} },
    expected: undefined,
  },
  { name: 'manifests to install, touched five minutes ago', inventory: touched(5), expected: /still to install/ },
  {
    name: 'the same while no API server answers',
    inventory: { ...touched(5), clock: {} },
    expected: /still to install/,
  },
  { name: 'manifests that a failed upgrade left', inventory: touched(31), expected: undefined },
  { name: 'a folder that stands for /', inventory: { ...touched(5), reach: 'files' }, expected: undefined },
];

for (const { name, inventory, expected } of cases) {
  test(`an upgrade of this node is seen, or not, by ${name}`, () => {
    const said = upgradeHere(inventory);
    if (expected === undefined) assert.equal(said, undefined);
    else assert.match(said ?? '', expected);
  });
}
