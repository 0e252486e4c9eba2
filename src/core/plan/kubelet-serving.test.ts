import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, LEAF_END, NOW, withLeaf } from '../../../test/inventory.ts';
import { KUBELET_SERVER } from '../check/subject.ts';
import { DAY } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import { decisionOf } from '../schedule/decision.ts';
import { dueIn } from '../schedule/due.ts';
import { kubeletServing } from './kubelet-serving.ts';
import { renewalPlan } from './renewal.ts';
import type { Wish } from './wish.ts';

const sans = { add: {}, remove: {} };
const due: Wish = { which: { kind: 'due' }, sans, policy: defaultPolicy };
const named: Wish = { ...due, which: { kind: 'named', names: [KUBELET_SERVER] } };
const all: Wish = { ...due, which: { kind: 'all' } };

const healthy = healthyInventory();
/** A month before its end, so that renewal is due. */
const late: Inventory = { ...healthy, takenAt: LEAF_END - 30 * DAY };
const server = (change: Parameters<typeof withLeaf>[2]): Inventory => withLeaf(late, KUBELET_SERVER, change);

/** What is planned, or why nothing is. */
function comesTo(inventory: Inventory, wish: Wish, isAlone = true): string {
  const { stage, keeps, leftAlone } = kubeletServing(inventory, wish, isAlone);
  if (stage.steps.length === 0) return leftAlone.map(({ why }) => why).join();
  return [...keeps, ...stage.steps].map(({ kind }) => kind).join(' ');
}

const planned = 'keep keep remake';
const cases: readonly {
  readonly name: string;
  readonly inventory: Inventory;
  readonly wish: Wish;
  readonly expected: string;
}[] = [
  { name: 'due', inventory: late, wish: due, expected: planned },
  { name: 'not due', inventory: healthy, wish: due, expected: '' },
  { name: 'not due, and asked for by name', inventory: healthy, wish: named, expected: planned },
  {
    name: 'due, and another asked for',
    inventory: late,
    wish: { ...due, which: { kind: 'named', names: ['apiserver'] } },
    expected: '',
  },
  { name: 'due, and all asked for', inventory: late, wish: all, expected: planned },
  {
    name: 'not due, and all asked for',
    inventory: healthy,
    wish: all,
    expected: 'the kubelet made it for itself; it is renewed when it is due, or by its name',
  },
  {
    name: 'in a folder that stands for /',
    inventory: { ...late, reach: 'files' },
    wish: due,
    expected: 'only the kubelet of a running machine makes another',
  },
  {
    name: 'of a kubelet that is no unit',
    inventory: { ...late, kubelet: { ...late.kubelet, runsAsUnit: false } },
    wish: due,
    expected: 'the kubelet is no unit of systemd that runs here',
  },
  {
    name: 'issued by the cluster',
    inventory: server((leaf) => ({
      ...leaf,
      holder: { kind: 'combined', path: '/var/lib/kubelet/pki/kubelet-server-current.pem' },
    })),
    wish: due,
    expected: 'the cluster issues it, and the kubelet asks for another in time',
  },
  {
    name: 'given by somebody',
    inventory: server((leaf) => ({
      ...leaf,
      holder: { kind: 'pair', certificatePath: '/etc/ssl/node.crt', keyPath: '/etc/ssl/node.key' },
    })),
    wish: due,
    expected: 'the kubelet did not make it',
  },
  {
    name: 'given by somebody under the name of its own',
    inventory: server((leaf) => ({
      ...leaf,
      certificate: healthy.leaves.find(({ name }) => name === 'apiserver')?.certificate ?? leaf.certificate,
    })),
    wish: named,
    expected: 'the kubelet did not make it',
  },
  {
    name: 'without its key',
    inventory: server((leaf) => ({ ...leaf, key: { kind: 'missing' } })),
    wish: due,
    expected: 'it could not be read',
  },
  {
    name: 'not served by the port',
    inventory: { ...late, served: [] },
    wish: due,
    expected: 'it is not what the kubelet serves',
  },
];

for (const { name, inventory, wish, expected } of cases) {
  test(`the serving certificate of the kubelet, ${name}: ${expected || 'nothing'}`, () => {
    assert.equal(comesTo(inventory, wish), expected);
  });
}

test('its names are not for people to choose', () => {
  const wish = { ...named, sans: { add: { [KUBELET_SERVER]: ['node.example.org'] }, remove: {} } };
  assert.throws(() => kubeletServing(late, wish, true), { code: 'usage' });
});

test('where others are due, too, it waits for a run of its own: its failure must not undo theirs', () => {
  assert.match(comesTo(late, due, false), /^it is due, and has a run of its own/);
  assert.equal(comesTo(late, named, false), planned);
  assert.ok(renewalPlan(late, due).stages.every(({ steps }) => steps.every(({ kind }) => kind !== 'remake')));
});

test('asked for by name with another it comes after that, with its keeps before anything is changed', () => {
  const { stages } = renewalPlan(late, { ...due, which: { kind: 'named', names: ['apiserver', KUBELET_SERVER] } });
  assert.equal(stages.at(-1)?.name, 'kubelet: kubelet-server');
  assert.equal(stages[0]?.steps.filter((step) => step.kind === 'keep' && step.path.includes('/kubelet.')).length, 2);
});

test('a schedule renews it in the window; nobody refuses it after its end, so that is no emergency', () => {
  const plan = renewalPlan({ ...late, leaves: late.leaves.filter(({ kind }) => kind === 'kubelet') }, due);
  const found = dueIn(plan, late, defaultPolicy);
  assert.deepEqual(found, [{ name: KUBELET_SERVER, end: LEAF_END, isHarmless: true }]);
  const window = { days: ['sun'], start: { hour: 3, minute: 0 }, length: DAY / 8, timeZone: 'UTC' } as const;
  assert.equal(decisionOf(found, [], { ...defaultPolicy, window }, LEAF_END + DAY).kind, 'wait');
  const verified = {
    ...late.layout,
    manifests: late.layout.manifests.map((one) => ({ ...one, flags: { 'kubelet-certificate-authority': '/ca.crt' } })),
  };
  assert.deepEqual(dueIn(plan, { ...late, layout: verified }, defaultPolicy), [
    { name: KUBELET_SERVER, end: LEAF_END },
  ]);
});

test('no other part of a plan knows of it when it is not due', () => {
  assert.ok(renewalPlan(healthy, all).stages.every(({ name }) => !name.startsWith('kubelet')));
  assert.ok(NOW < LEAF_END - 100 * DAY);
});
