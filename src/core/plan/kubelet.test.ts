import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { healthyInventory, NOW, withAuthority, withCertificate, withLeaf } from '../../../test/inventory.ts';
import { DAY } from '../instant.ts';
import type { Inventory, KubeconfigFacts } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import { described } from './describe.ts';
import type { Plan, Step } from './plan.ts';
import { renewalPlan } from './renewal.ts';

const healthy = healthyInventory();
const LINK = '/var/lib/kubelet/pki/kubelet-client-current.pem';
const CONF = '/etc/kubernetes/kubelet.conf';
const SANS = { add: {}, remove: {} };

const due = (inventory: Inventory): Plan =>
  renewalPlan(inventory, { which: { kind: 'due' }, sans: SANS, policy: defaultPolicy });
const asked = (inventory: Inventory): Plan =>
  renewalPlan(inventory, { which: { kind: 'named', names: ['kubelet-client'] }, sans: SANS, policy: defaultPolicy });

const dead = withCertificate(healthy, 'kubelet-client', { notAfter: NOW - DAY });
const missing = withLeaf(healthy, 'kubelet-client', (leaf) => ({
  ...leaf,
  certificate: { kind: 'missing' },
  key: { kind: 'missing' },
}));
const withConf = (inventory: Inventory, facts: Partial<KubeconfigFacts>): Inventory => {
  const { kubeconfig } = inventory.kubelet;
  assert.ok(kubeconfig.kind === 'read');
  const rest = Object.entries(kubeconfig.value).filter(([key]) => key !== 'certificatePath');
  const changed = {
    kind: 'read',
    value: { ...(Object.fromEntries(rest) as unknown as KubeconfigFacts), ...facts },
  } as const;
  return { ...inventory, kubelet: { ...inventory.kubelet, kubeconfig: changed } };
};
const embedded = (inventory: Inventory): Inventory => withConf(inventory, { credential: 'embedded' });
const unreadable = (reason: 'parse' | 'not-a-file' | 'permission'): Inventory =>
  withLeaf(healthy, 'kubelet-client', (leaf) => ({ ...leaf, certificate: { kind: 'unreadable', reason, detail: '' } }));

const stepsOf = ({ stages }: Plan): readonly Step[] => stages.flatMap(({ steps }) => steps);
const kinds = (plan: Plan): string =>
  stepsOf(plan)
    .map(({ kind }) => kind)
    .join(' ');
const files = (plan: Plan): readonly string[] =>
  stepsOf(plan).flatMap((step) => (step.kind === 'install' ? step.files.map(({ path }) => path) : []));

/** What a kubelet's credential looks like, and what a renewal of what is due does about it. */
const table: readonly { readonly about: string; readonly inventory: Inventory; readonly does: string }[] = [
  { about: 'alive and rotating', inventory: healthy, does: '' },
  { about: 'dead', inventory: dead, does: 'issue install unit await heartbeat' },
  { about: 'missing', inventory: missing, does: 'issue install unit await heartbeat' },
  { about: 'broken', inventory: unreadable('parse'), does: 'issue install unit await heartbeat' },
  { about: 'a link to nothing', inventory: unreadable('not-a-file'), does: 'issue install unit await heartbeat' },
  { about: 'not ours to read', inventory: unreadable('permission'), does: '' },
  { about: 'alive, and another in kubelet.conf', inventory: embedded(healthy), does: 'keep refer install' },
  {
    about: 'dead, and another in kubelet.conf',
    inventory: embedded(dead),
    does: 'issue keep refer install unit await heartbeat',
  },
  {
    about: 'dead, where kubelet.conf names another file',
    inventory: withConf(dead, { certificatePath: '/root/k.pem' }),
    does: 'issue keep refer install unit await heartbeat',
  },
  { about: 'none at all in kubelet.conf', inventory: withConf(dead, { credential: 'none' }), does: '' },
];

describe("what is due of a kubelet's credential that is", () => {
  for (const { about, inventory, does } of table) {
    test(about, () => assert.equal(kinds(due(inventory)), does));
  }
});

test('one that is asked for by name is replaced although it is alive', () => {
  assert.equal(kinds(asked(healthy)), 'issue install unit await heartbeat');
});

test('the new credential is for the same node, in the group of nodes, and no longer than its signer', () => {
  const [step] = stepsOf(due(missing));
  assert.ok(step?.kind === 'issue' && step.into.kind === 'combined' && step.successorOf === undefined);
  const { commonName, organizations, extendedKeyUsages, notAfter } = step.request;
  assert.deepEqual(
    [commonName, organizations, extendedKeyUsages],
    ['system:node:cp-1', ['system:nodes'], ['clientAuth']],
  );
  const ends = healthy.authorities.flatMap(({ members }) => (members.kind === 'read' ? members.value : []));
  assert.ok(notAfter <= Math.min(...ends.map((member) => member.notAfter)));
});

test('a dated file comes first, then the link to it, then kubelet.conf; only the link is meant itself', () => {
  const [pem = '', ...others] = files(due(embedded(dead)));
  assert.match(pem, /^\/var\/lib\/kubelet\/pki\/kubelet-client-2026-11-23-12-00-00\.pem$/);
  assert.deepEqual(others, [LINK, CONF]);
  const changes = stepsOf(due(embedded(dead))).flatMap((step) => (step.kind === 'install' ? step.files : []));
  assert.deepEqual(
    changes.map(({ itself }) => itself === true),
    [false, true, false],
  );
});

test('it comes before anything is restarted; where no API server answers, the proof comes last', () => {
  const all = { which: { kind: 'all' }, sans: SANS, policy: defaultPolicy } as const;
  const answering = kinds(renewalPlan(dead, all));
  assert.ok(
    answering.indexOf('heartbeat') < answering.indexOf('prove') &&
      answering.indexOf('unit') < answering.indexOf('restart'),
  );
  const silent = kinds(renewalPlan({ ...dead, clock: {} }, all));
  assert.ok(silent.endsWith('heartbeat') && silent.indexOf('unit') < silent.indexOf('prove'));
});

test('without the key of ca it is left alone, with words', () => {
  const external = withAuthority(dead, 'ca', (ca) => ({ ...ca, key: { kind: 'missing' } }));
  const plan = due(external);
  assert.equal(kinds(plan), '');
  assert.match(described(plan), /left alone: kubelet-client \(its certificate ended on .*the key of ca is not here/);
});

test('in a folder that stands for / files are replaced, and nothing is started', () => {
  assert.equal(kinds(due({ ...dead, reach: 'files' })), 'issue install');
});
