import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  healthyInventory,
  LEAF_END,
  withAuthority,
  withCertificate,
  withLeaf,
  withoutSigner,
} from '../../../test/inventory.ts';
import { PerennialError } from '../errors.ts';
import { DAY } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import type { Certificate } from '../x509/certificate.ts';
import { described } from './describe.ts';
import type { IssueRequest, Plan, StepKind } from './plan.ts';
import { renewalPlan } from './renewal.ts';
import { sanProblem } from './same-names.ts';
import type { Wish } from './wish.ts';

const all: Wish = { which: { kind: 'all' }, sans: { add: {}, remove: {} }, policy: defaultPolicy };
const named = (...names: readonly string[]): Wish => ({ ...all, which: { kind: 'named', names } });
const due: Wish = { ...all, which: { kind: 'due' } };
const healthy = healthyInventory();

test('the plan for everything reads as its golden file', () => {
  const text = described(renewalPlan(healthy, all)).replace(/sha256:[0-9a-f]{8}/g, 'sha256:…');
  const golden = join(import.meta.dirname, 'golden/renew-all.txt');
  if (process.env['PERENNIAL_WRITE_GOLDEN'] === '1') writeFileSync(golden, `${text}\n`);
  assert.equal(`${text}\n`, readFileSync(golden, 'utf8'));
});

const selections: readonly {
  readonly name: string;
  readonly inventory: Inventory;
  readonly wish: Wish;
  readonly issues: readonly string[];
}[] = [
  { name: 'nothing is due a hundred days after the cluster was made', inventory: healthy, wish: due, issues: [] },
  {
    name: 'what has less than a third of its life left is due',
    inventory: withCertificate(healthy, 'scheduler.conf', { notAfter: healthy.takenAt + 45 * DAY }),
    wish: due,
    issues: ['scheduler.conf'],
  },
  {
    name: 'a certificate asked for by name is renewed although it is not due',
    inventory: healthy,
    wish: named('etcd-peer'),
    issues: ['etcd-peer'],
  },
  {
    name: 'what an external authority signed is left alone when everything is asked for',
    inventory: withAuthority(healthy, 'front-proxy-ca', (one) => ({ ...withoutSigner(one), key: { kind: 'missing' } })),
    wish: { ...all, which: { kind: 'named', names: ['apiserver'] } },
    issues: ['apiserver'],
  },
  {
    name: 'a missing certificate is left alone, for nobody knows its names',
    inventory: withLeaf(healthy, 'etcd-peer', (leaf) => ({ ...leaf, certificate: { kind: 'missing' } })),
    wish: named('etcd-peer'),
    issues: [],
  },
];

for (const { name, inventory, wish, issues } of selections) {
  test(name, () => {
    assert.deepEqual(
      requests(renewalPlan(inventory, wish)).map((request) => request.name),
      issues,
    );
  });
}

const refusals: readonly { readonly name: string; readonly code: string; readonly plan: () => Plan }[] = [
  {
    name: 'a name that does not exist is refused',
    code: 'unknown-name',
    plan: () => renewalPlan(healthy, named('apiservre')),
  },
  {
    name: 'an authority that has ended is refused',
    code: 'authority-expired',
    plan: () => renewalPlan({ ...healthy, takenAt: healthy.takenAt + 4000 * DAY }, all),
  },
  {
    name: 'an external authority is refused when its certificate was asked for by name',
    code: 'authority-external',
    plan: () =>
      renewalPlan(
        withAuthority(healthy, 'ca', (one) => ({ ...withoutSigner(one), key: { kind: 'missing' } })),
        named('apiserver'),
      ),
  },
  {
    name: 'an authority whose key belongs to another is refused',
    code: 'authority-mismatch',
    plan: () => renewalPlan(withAuthority(healthy, 'ca', withoutSigner), named('apiserver')),
  },
  {
    name: 'a name that the certificate does not have cannot be removed',
    code: 'unknown-name',
    plan: () =>
      renewalPlan(healthy, { ...named('apiserver'), sans: { add: {}, remove: { apiserver: ['gone.example'] } } }),
  },
  ...['not a name', '300.1.1.1', '-bad.example', 'two..dots', ''].map((san) => ({
    name: `'${san}' is no name for a certificate`,
    code: 'usage',
    plan: () => renewalPlan(healthy, { ...named('apiserver'), sans: { add: { apiserver: [san] }, remove: {} } }),
  })),
];

for (const { name, code, plan } of refusals) {
  test(name, () => {
    assert.throws(plan, (thrown) => thrown instanceof PerennialError && thrown.code === code);
  });
}

test('subject, names and usages are those of the old certificate, and the names asked for are added', () => {
  const wish = {
    ...named('apiserver'),
    sans: { add: { apiserver: ['api.example', '10.9.9.9', 'kubernetes'] }, remove: {} },
  };
  const [request] = requests(renewalPlan(healthy, wish));
  assert.equal(request?.commonName, 'kube-apiserver');
  assert.deepEqual(request?.sanChanges, { added: ['api.example', '10.9.9.9'], removed: [] });
  assert.ok(request?.dnsNames.includes('api.example') && request.ipAddresses.includes('10.9.9.9'));
});

describe('names of other kinds', () => {
  const spiffe = 'URI:spiffe://example.com/api';
  const directory = 'other:a411300f310d300b06035504030c0463702d31';
  const holding = withCertificate(healthy, 'apiserver', { otherNames: [spiffe, directory] });
  const asking = (add: readonly string[], remove: readonly string[]) =>
    renewalPlan(holding, { ...named('apiserver'), sans: { add: { apiserver: add }, remove: { apiserver: remove } } });

  test('are those of the old certificate, and a plan for one without them does not speak of them', () => {
    assert.deepEqual(requests(asking([], []))[0]?.otherNames, [spiffe, directory]);
    for (const request of requests(renewalPlan(healthy, all))) assert.equal('otherNames' in request, false);
  });

  test('are added and removed only when asked for, and the plan says so', () => {
    const plan = asking(['URI:spiffe://example.com/b', 'email:ops@example.com', spiffe], [directory]);
    assert.deepEqual(requests(plan)[0]?.otherNames, [spiffe, 'URI:spiffe://example.com/b', 'email:ops@example.com']);
    assert.match(
      described(plan),
      new RegExp(`; names \\+URI:spiffe://example.com/b \\+email:ops@example.com -${directory}`),
    );
    assert.equal(sanProblem(requests(plan)[0] ?? assert.fail(), certificateIn(holding)), undefined);
  });

  for (const san of [
    'URI:',
    'URI:relative/path',
    'URI:spiffe:',
    'URI:http://[',
    'email:nobody',
    'email:@',
    directory,
  ]) {
    test(`'${san.slice(0, 20)}' is not taken from a person`, () => {
      const adding = () =>
        renewalPlan(healthy, { ...named('apiserver'), sans: { add: { apiserver: [san] }, remove: {} } });
      assert.throws(adding, (thrown) => thrown instanceof PerennialError && thrown.code === 'usage');
    });
  }
});

test('nothing is issued beyond the end of its signer', () => {
  const inventory = { ...healthy, takenAt: healthy.takenAt + 3400 * DAY };
  const ends = requests(renewalPlan(inventory, all)).map(({ notAfter }) => notAfter);
  const authorityEnd = Math.min(
    ...healthy.authorities.flatMap(({ members }) =>
      members.kind === 'read' ? members.value.map(({ notAfter }) => notAfter) : [],
    ),
  );
  assert.ok(ends.length === 11 && ends.every((end) => end <= authorityEnd && end > LEAF_END));
});

test('a folder that stands for / is neither probed nor restarted', () => {
  const kinds = kindsIn(renewalPlan({ ...healthy, reach: 'files' }, all));
  assert.deepEqual(
    [...kinds].filter((kind) => ['restart', 'prove', 'await'].includes(kind)),
    [],
  );
});

test('with keys reused no key file changes and only certificates are replaced', () => {
  const plan = renewalPlan(healthy, { ...all, policy: { ...defaultPolicy, keys: 'reuse' } });
  const installed = plan.stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'install' ? step.files : [])),
  );
  assert.deepEqual(
    installed.filter(({ path }) => path.endsWith('.key')),
    [],
  );
});

test('a dead admin.conf is replaced first, because the run itself needs it', () => {
  const dead = withCertificate(healthy, 'admin.conf', { notAfter: healthy.takenAt - DAY });
  const names = renewalPlan(dead, all).stages.map(({ name }) => name);
  assert.match(names[1] ?? '', /^kubeconfigs/);
});

const versions: readonly { readonly version: string; readonly restarts: readonly string[] }[] = [
  { version: 'v1.36.3', restarts: ['kube-controller-manager', 'kube-scheduler'] },
  { version: 'v1.19.16', restarts: ['kube-controller-manager', 'kube-scheduler'] },
  { version: 'v1.18.20', restarts: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] },
];

for (const { version, restarts } of versions) {
  test(`on ${version} a renewal restarts ${restarts.join(', ')}`, () => {
    const manifests = healthy.layout.manifests.map((one) =>
      one.component === 'etcd' ? one : { ...one, imageVersion: version },
    );
    const plan = renewalPlan({ ...healthy, layout: { ...healthy.layout, manifests } }, all);
    const restarted = plan.stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'restart' ? [step.component] : [])),
    );
    assert.deepEqual(restarted, restarts);
  });
}

function certificateIn({ leaves }: Inventory): Certificate | undefined {
  const certificate = leaves.find(({ name }) => name === 'apiserver')?.certificate;
  return certificate?.kind === 'read' ? certificate.value : undefined;
}

const requests = (plan: Plan): readonly IssueRequest[] =>
  plan.stages.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'issue' ? [step.request] : [])));

const kindsIn = ({ stages }: Plan): ReadonlySet<StepKind> =>
  new Set(stages.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
