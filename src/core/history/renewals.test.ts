import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksOf, type Seen, START } from './looks.test-support.ts';
import { DAY } from '../instant.ts';
import { renewalsIn } from './renewals.ts';
import { upgradesIn } from './upgrades.ts';

/** Of each kind of renewal, the names. */
function told(...seen: readonly Seen[]): Readonly<Record<string, string>> {
  const kinds = new Map<string, string[]>();
  for (const { how, name } of renewalsIn(looksOf(...seen))) {
    const kind = how.kind === 'perennial' ? `perennial ${how.run}` : how.kind;
    kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  }
  return Object.fromEntries([...kinds].map(([kind, names]) => [kind, names.join(' ')]));
}

const ofControlPlane =
  'admin.conf apiserver apiserver-etcd-client apiserver-kubelet-client controller-manager.conf front-proxy-client scheduler.conf super-admin.conf';
const ofEtcd = 'etcd-healthcheck-client etcd-peer etcd-server';
const withoutEtcd = ofControlPlane.split(' ');
const first = { day: 0 };

const cases: readonly {
  readonly name: string;
  readonly seen: readonly Seen[];
  readonly expected: Readonly<Record<string, string>>;
}[] = [
  { name: 'nothing changed', seen: [first, { day: 1 }], expected: {} },
  {
    name: 'one was renewed by hand',
    seen: [first, { day: 1, renewed: ['apiserver'] }],
    expected: { other: 'apiserver' },
  },
  {
    name: 'a run brought one, and another came by hand',
    seen: [first, { day: 1, renewed: ['apiserver'], run: 'run-1' }, { day: 2, renewed: ['etcd-peer'] }],
    expected: { 'perennial run-1': 'apiserver', other: 'etcd-peer' },
  },
  {
    name: 'an upgrade to a new minor version from 1.31 on',
    seen: [first, { day: 1, version: 'v1.37.2', renewed: 'all' }],
    expected: {
      upgrade: `admin.conf apiserver apiserver-etcd-client apiserver-kubelet-client controller-manager.conf ${ofEtcd} front-proxy-client scheduler.conf super-admin.conf`,
    },
  },
  {
    name: 'an upgrade before 1.31 that left etcd at its version, whose certificates somebody renewed by hand',
    seen: [
      { day: 0, version: 'v1.29.5' },
      { day: 1, version: 'v1.29.6', renewed: 'all' },
    ],
    expected: { upgrade: ofControlPlane, other: ofEtcd },
  },
  {
    name: 'an upgrade before 1.31 that changed etcd, too',
    seen: [
      { day: 0, version: 'v1.29.5' },
      { day: 1, version: 'v1.29.6', etcd: '3.5.15-0', renewed: 'all' },
    ],
    expected: {
      upgrade: `admin.conf apiserver apiserver-etcd-client apiserver-kubelet-client controller-manager.conf ${ofEtcd} front-proxy-client scheduler.conf super-admin.conf`,
    },
  },
  {
    name: 'an upgrade to the same version, told by its backup',
    seen: [first, { day: 1, upgrades: ['b1'], renewed: ['admin.conf', 'super-admin.conf', 'apiserver'] }],
    expected: { upgrade: 'admin.conf super-admin.conf', other: 'apiserver' },
  },
  {
    name: 'an upgrade to the same version with another configuration',
    seen: [first, { day: 1, upgrades: ['b1'], manifest: 'bb', renewed: withoutEtcd }],
    expected: { upgrade: ofControlPlane },
  },
  {
    name: 'a manifest that somebody edited',
    seen: [first, { day: 1, manifest: 'bb', renewed: ['apiserver'] }],
    expected: { other: 'apiserver' },
  },
  {
    name: 'a run in an interval with an upgrade',
    seen: [first, { day: 1, version: 'v1.37.2', renewed: ['apiserver'], run: 'run-1' }],
    expected: { 'perennial run-1': 'apiserver' },
  },
  {
    name: 'the kubelet rotated its own',
    seen: [first, { day: 1, version: 'v1.37.2', renewed: ['kubelet-client'] }],
    expected: { kubelet: 'kubelet-client' },
  },
  {
    name: 'a rollback put the old one back',
    seen: [
      { day: 0, serials: { apiserver: '1' } },
      { day: 1, renewed: ['apiserver'], run: 'run-1', serials: { apiserver: '2' } },
      { day: 2, serials: { apiserver: '1' } },
    ],
    expected: { 'perennial run-1': 'apiserver', 'put-back': 'apiserver' },
  },
];

for (const { name, seen, expected } of cases) {
  test(`the history tells how certificates were renewed: ${name}`, () => {
    assert.deepEqual(told(...seen), expected);
  });
}

test('a certificate that could not be read for a while is compared with when it last was', () => {
  const [one, two, three] = looksOf(first, { day: 1 }, { day: 2, renewed: ['apiserver'] });
  assert.ok(one && two && three);
  const [renewal] = renewalsIn([one, { ...two, certificates: [] }, three]);
  assert.equal(renewal?.name, 'apiserver');
  assert.deepEqual([renewal.after, renewal.by], [START, START + 2 * DAY]);
});

test('an upgrade tells what it renewed and what it left out', () => {
  const seen = [
    { day: 0, version: 'v1.29.5' },
    { day: 9, version: 'v1.29.6', renewed: withoutEtcd },
  ];
  const [upgrade, ...others] = upgradesIn(looksOf(...seen));
  assert.deepEqual(others, []);
  assert.deepEqual([upgrade?.from, upgrade?.to, upgrade?.by], ['v1.29.5', 'v1.29.6', START + 9 * DAY]);
  assert.equal(upgrade?.renewed.join(' '), ofControlPlane);
  assert.equal(upgrade.leftOut.join(' '), ofEtcd);
});

test('a backup that was cleared away is no upgrade, and neither is a certificate that came or went', () => {
  assert.deepEqual(upgradesIn(looksOf({ day: 0, upgrades: ['b1', 'b2'] }, { day: 1, upgrades: ['b2'] })), []);
  const [one, two] = looksOf(first, { day: 1, version: 'v1.37.2', renewed: 'all' });
  assert.ok(one && two);
  const without = { ...two, certificates: two.certificates.filter(({ name }) => name !== 'super-admin.conf') };
  const [upgrade] = upgradesIn([one, without]);
  assert.ok(!upgrade?.leftOut.includes('super-admin.conf'));
});
