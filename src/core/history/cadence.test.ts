import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cadenceOf } from './cadence.ts';
import { looksOf, type Seen } from './looks.test-support.ts';

const withoutEtcd = [
  'admin.conf',
  'apiserver',
  'apiserver-etcd-client',
  'apiserver-kubelet-client',
  'controller-manager.conf',
  'front-proxy-client',
  'scheduler.conf',
  'super-admin.conf',
];

const upgrade = (day: number, version: string): Seen => ({ day, version, renewed: 'all' });
const old = { day: 0, version: 'v1.28.0' };

const cases: readonly {
  readonly name: string;
  readonly seen: readonly Seen[];
  readonly keepsAlive: string;
  readonly why: RegExp;
}[] = [
  { name: 'nothing was recorded', seen: [], keepsAlive: 'unknown', why: /nothing was recorded/ },
  { name: 'one look', seen: [{ day: 0 }], keepsAlive: 'unknown', why: /^it lives 365 days.*0 upgrades: too few/ },
  {
    name: 'one upgrade',
    seen: [{ day: 0 }, upgrade(100, 'v1.37.0')],
    keepsAlive: 'unknown',
    why: /in 100 days .* by 1 upgrade: too few/,
  },
  {
    name: 'three upgrades a year',
    seen: [{ day: 0 }, upgrade(120, 'v1.37.0'), upgrade(240, 'v1.38.0'), upgrade(350, 'v1.39.0'), { day: 400 }],
    keepsAlive: 'yes',
    why: /^it lives \d+ days, and upgrades renewed it at least every 120 days/,
  },
  {
    name: 'no upgrade for more than a year',
    seen: [{ day: 0 }, { day: 366, renewed: 'all' }],
    keepsAlive: 'no',
    why: /no upgrade renewed it for 366 days/,
  },
  {
    name: 'an upgrade, and then none for more than a year',
    seen: [{ day: 0 }, upgrade(100, 'v1.37.0'), upgrade(200, 'v1.38.0'), { day: 566 }],
    keepsAlive: 'no',
    why: /no upgrade renewed it for 366 days/,
  },
  {
    name: 'patch upgrades before 1.31 that leave etcd at its version',
    seen: [
      old,
      { day: 100, version: 'v1.28.1', renewed: withoutEtcd },
      { day: 200, version: 'v1.28.2', renewed: withoutEtcd },
    ],
    keepsAlive: 'no',
    why: /^etcd-healthcheck-client, etcd-peer and etcd-server: .* the last 2 upgrades did not renew it/,
  },
];

for (const { name, seen, keepsAlive, why } of cases) {
  test(`whether upgrades alone keep certificates alive: ${name}`, () => {
    const cadence = cadenceOf(looksOf(...seen));
    assert.equal(cadence.keepsAlive, keepsAlive, cadence.why);
    assert.match(cadence.why, why);
  });
}
