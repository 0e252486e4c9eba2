import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { ended } from '../prometheus/program.ts';
import { builtHelmTemplate, builtKustomize } from './lab/manifest-judges.ts';
import { mustRun, run } from './lab/run.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const chart = join(deploy, 'helm/perennial');

test('the chart with its own values is the Kustomize base, apart from the namespace, which Helm makes', async () => {
  const base = await kustomized('base');
  assert.ok(base.delete('Namespace  perennial-system'));
  assert.deepEqual(await charted(''), base);
});

test('the chart in its mutating mode is the mutating overlay', async () => {
  const overlay = await kustomized('mutating');
  overlay.delete('Namespace  perennial-system');
  assert.deepEqual(await charted('mode: mutating\n'), overlay);
});

test('the chart with its page is the overlay with the page', async () => {
  const overlay = await kustomized('page');
  overlay.delete('Namespace  perennial-system');
  assert.deepEqual(await charted('serve: { enabled: true }\n'), overlay);
});

test('the PodMonitor asks where the page listens, with the token, for the name of its certificate', async () => {
  const serve = {
    enabled: true,
    port: 9999,
    secret: 'own',
    podMonitor: { enabled: true, labels: { release: 'stack' } },
  };
  const objects = await charted(JSON.stringify({ serve }));
  const { metadata, spec } = objects.get('PodMonitor perennial-system perennial') as Rendered;
  assert.deepEqual(metadata.labels, { 'app.kubernetes.io/name': 'perennial', release: 'stack' });
  const endpoint = JSON.stringify(spec);
  for (const part of ['"port":"page"', '"serverName":"perennial"', '{"key":"token","name":"own"}'])
    assert.ok(endpoint.includes(part), endpoint);
  const daemonSet = JSON.stringify(objects.get('DaemonSet perennial-system perennial'));
  assert.match(daemonSet, /"0\.0\.0\.0:9999".*"containerPort":9999.*"secretName":"own"/);
});

test('the base gives nobody a way to write on the node, to run, or to read a secret', async () => {
  const all = JSON.stringify([...(await kustomized('base')).values()]);
  assert.doesNotMatch(all, /"readOnly":false|"add":|"hostPID"|"privileged":true|\.sock|"secrets"|"\*"/);
});

const accepted: readonly (readonly [string, string, RegExp])[] = [
  ['an image by digest', `image: { digest: "sha256:${'0'.repeat(64)}" }`, /localhost\/perennial@sha256:0{64}/],
  [
    'a registry with a port',
    'image: { repository: "registry:5000/ops/perennial", tag: v1 }',
    /5000\/ops\/perennial:v1/,
  ],
  ['a configuration with quotes', `config: "hold: 'it''s \\"Friday\\"'\\n"`, /Friday/],
  ['folders elsewhere', 'extraFolders: [/srv/pki]', /"path":"\/srv\/pki"/],
  ['CRI-O', 'mode: mutating\nruntimeFolder: /run/crio', /"mountPath":"\/run\/crio"/],
  ['a page of a mutating one', 'mode: mutating\nserve: { enabled: true }', /"name":"page"/],
  ['a configuration without a last line feed', 'config: "look: weekly"\nserve: { enabled: true }', /weekly\\nserve:/],
  ['no limits', 'resources: null\npriorityClassName: ""\ntolerations: []', /"kind":"DaemonSet"/],
];

for (const [name, values, expected] of accepted) {
  test(`values that the chart takes: ${name}`, async () => {
    assert.match(JSON.stringify([...(await charted(values)).values()]), expected);
  });
}

test('the rules of the chart are those of deploy/prometheus, and promtool takes them', async (t) => {
  const objects = await charted(
    'prometheusRule: { enabled: true, labels: { release: stack, app.kubernetes.io/name: mine } }',
  );
  const rule = objects.get('PrometheusRule perennial-system perennial') as Rendered;
  assert.deepEqual(rule.metadata.labels, { 'app.kubernetes.io/name': 'perennial', release: 'stack' });
  const folder = await mkdtemp(join(tmpdir(), 'perennial-rules-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'rules.yaml'), JSON.stringify(rule.spec));
  const { status, said } = await ended('promtool', ['check', 'rules', join(folder, 'rules.yaml')]);
  assert.equal(status, 0, said);
  const source = parse(await readFile(join(deploy, 'prometheus/perennial.rules.yaml'), 'utf8')) as unknown;
  assert.deepEqual(rule.spec, sorted(source));
});

test('the dashboard of the chart is that of deploy/grafana, byte for byte', async () => {
  const objects = await charted('dashboard: { enabled: true }');
  const { metadata, data } = objects.get('ConfigMap perennial-system perennial-dashboard') as Rendered;
  assert.equal(metadata.labels['grafana_dashboard'], '1');
  assert.equal(data?.['perennial.json'], await readFile(join(deploy, 'grafana/perennial.json'), 'utf8'));
});

const noted: readonly (readonly [string, string, RegExp])[] = [
  [
    'rules',
    'prometheusRule: { enabled: true, labels: { release: stack } }',
    /PrometheusRule perennial .*"release":"stack"/,
  ],
  [
    'rules without a label',
    'prometheusRule: { enabled: true }',
    /has the labels {"app.kubernetes.io\/name":"perennial"}/,
  ],
  ['the dashboard', 'dashboard: { enabled: true }', /perennial-dashboard has the labels {"grafana_dashboard":"1"}/],
];
for (const [name, values, expected] of noted) {
  test(`the notes say by which labels ${name} is found`, async () => {
    assert.match((await templated(values)).stdout, expected);
  });
}

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['a mode there is not', 'mode: readonly', /mode.*must be one of 'read-only', 'mutating'/s],
  ['a value there is not', 'hostPID: true', /additional properties 'hostPID' not allowed/],
  [
    'a field of the image there is not',
    'image: { name: perennial }',
    /image.*additional properties 'name' not allowed/s,
  ],
  ['an image without a name', 'image: { repository: null }', /image.*missing property 'repository'/s],
  ['a name that is none', 'image: { repository: "Perennial Image" }', /image.repository.*does not match pattern/s],
  ['a tag in the digest', 'image: { digest: latest }', /image.digest.*does not match pattern/s],
  ['a policy there is not', 'image: { pullPolicy: Sometimes }', /pullPolicy.*must be one of/s],
  ['a configuration that is no text', 'config: { look: daily }', /config.*got object, want string/s],
  ['an empty configuration', 'config: ""', /config.*minLength: got 0, want 1/s],
  ['the whole root', 'extraFolders: [/]', /extraFolders.0.*does not match pattern/s],
  ['a way out of a folder', 'extraFolders: [/srv/../etc]', /extraFolders.0.*does not match pattern/s],
  ['the same folder twice', 'extraFolders: [/srv/pki, /srv/pki]', /items at 0 and 1 are equal/],
  ['a runtime anywhere', 'runtimeFolder: /etc', /runtimeFolder.*does not match pattern/s],
  ['a page at a port of root', 'serve: { port: 443 }', /serve.port.*minimum: got 443, want 1,?024/s],
  ['a page without a secret', 'serve: { secret: "" }', /serve.secret.*does not match pattern/s],
  ['a page that is configured twice', 'config: "serve: {}"\nserve: { enabled: true }', /config has a serve of its own/],
  ['every node', 'nodeSelector: null', /missing property 'nodeSelector'/],
  [
    'rules that are on by a word',
    'prometheusRule: { enabled: "yes" }',
    /prometheusRule.enabled.*got string, want boolean/s,
  ],
  [
    'a field of the rules there is not',
    'prometheusRule: { enable: true }',
    /additional properties 'enable' not allowed/,
  ],
  ['rules of which nobody says whether', 'prometheusRule: { enabled: null }', /missing property 'enabled'/],
  [
    'a label of the rules that is none',
    'prometheusRule: { labels: { release: "a b" } }',
    /labels.release.*does not match/s,
  ],
  ['a name of a label that is none', 'dashboard: { labels: { "a b": "1" } }', /invalid propertyName 'a b'/],
  [
    'a number in a label of the dashboard',
    'dashboard: { labels: { grafana_dashboard: 1 } }',
    /got number, want string/,
  ],
  ['a number in a label', 'nodeSelector: { zone: 1 }', /nodeSelector.zone.*got number, want string/s],
];

for (const [name, values, message] of refused) {
  test(`values that the chart refuses: ${name}`, async () => {
    const { status, stderr } = await templated(values);
    assert.equal(status, 1);
    assert.match(stderr, message);
  });
}

/** Every object by kind, namespace and name. */
type Objects = Map<string, unknown>;

async function kustomized(name: string): Promise<Objects> {
  return objectsIn(await mustRun([await builtKustomize(), 'build', join(deploy, 'kustomize', name)]));
}

async function charted(values: string): Promise<Objects> {
  const { status, stdout, stderr } = await templated(values);
  assert.equal(status, 0, stderr);
  // NOTES.txt is no manifest.
  return objectsIn(stdout.replace(/---\n# Source: perennial\/templates\/NOTES\.txt\n[^]*?(?=\n---\n)/, ''));
}

async function templated(values: string) {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-values-'));
  try {
    await writeFile(join(folder, 'values.yaml'), values);
    return await run([await builtHelmTemplate(), chart, join(folder, 'values.yaml')]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function objectsIn(text: string): Objects {
  const all = parseAllDocuments(text).map((document) => document.toJS() as Named | null);
  const named = all.filter((one) => one !== null).map((one) => [nameOf(one), sorted(one)] as const);
  return new Map(named.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Roles of the same name are in several namespaces. */
const nameOf = ({ kind, metadata: { name, namespace = '' } }: Named): string => `${kind} ${namespace} ${name}`;

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface Rendered {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** Volumes and their mounts by name: patches change their order, which means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    const key = (item: unknown) => JSON.stringify(item);
    return items.every((item) => typeof item === 'object')
      ? items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
