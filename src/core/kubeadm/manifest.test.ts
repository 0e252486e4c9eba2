import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagPath, manifestFactsOf } from './manifest.ts';

const pod = (
  container: string,
  metadata = 'name: kube-apiserver\n  labels: {component: kube-apiserver}',
  spec = '',
): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  ${metadata}\nspec:\n  ${spec}\n  containers:\n  - name: kube-apiserver\n    ${container}\n`;

const image = 'image: registry.k8s.io/kube-apiserver:v1.36.3';

test('a manifest of kubeadm says component, version, flags and grace', () => {
  const text = pod(
    `${image}\n    command:\n    - kube-apiserver\n    - --secure-port=6443\n    - --etcd-servers=https://a:2379,https://b:2379`,
  );
  assert.deepEqual(manifestFactsOf(text, '/m/a.yaml'), {
    component: 'kube-apiserver',
    path: '/m/a.yaml',
    imageVersion: 'v1.36.3',
    flags: { 'secure-port': '6443', 'etcd-servers': 'https://a:2379,https://b:2379' },
    gracePeriodSeconds: 30,
  });
});

const flags: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['the last of a flag given twice', '[x, --a=1, --a=2]', { a: '2' }],
  ['a value apart', '[x, --a, b, --c]', { a: 'b', c: 'true' }],
  ['one dash, as etcd takes it', '[x, -a=b]', { a: 'b' }],
  ['an empty value', '[x, --a=]', { a: '' }],
  ['a value with equal signs', '[x, "--a=b=c"]', { a: 'b=c' }],
  ['a shell around it', '[sh, -c, "exec kube-apiserver --a=b --c=d 2>&1"]', { a: 'b', c: 'd' }],
  ['a number that YAML reads as one', '[x, --a, 7]', { a: '7' }],
];

for (const [name, command, wanted] of flags) {
  test(`${name} is understood`, () => {
    const found = manifestFactsOf(pod(`${image}\n    command: ${command}`), '/m')?.flags;
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((flag) => [flag, found?.[flag]])), wanted);
  });
}

test('flags in args count after those in command', () => {
  const found = manifestFactsOf(pod(`${image}\n    command: [x, --a=1]\n    args: [--a=2, --b=3]`), '/m');
  assert.deepEqual(found?.flags, { a: '2', b: '3' });
});

for (const [written, version] of [
  ['registry.k8s.io/kube-apiserver:v1.36.3', 'v1.36.3'],
  ['localhost:5000/kube-apiserver', ''],
  ['localhost:5000/kube-apiserver:v1.29.0@sha256:abc', 'v1.29.0'],
  ['kube-apiserver@sha256:abc', ''],
] as const) {
  test(`image ${written} has version "${version}"`, () => {
    assert.equal(manifestFactsOf(pod(`image: ${written}`), '/m')?.imageVersion, version);
  });
}

test('a pod says itself how long it may take to stop', () => {
  assert.equal(
    manifestFactsOf(pod(image, undefined, 'terminationGracePeriodSeconds: 60'), '/m')?.gracePeriodSeconds,
    60,
  );
});

test('a pod without label is known by its program', () => {
  const text = pod(`${image}\n    command: [/usr/local/bin/kube-scheduler, --a=b]`, 'name: my-scheduler');
  assert.equal(manifestFactsOf(text, '/m')?.component, 'kube-scheduler');
});

test('another static pod is no component', () => {
  assert.equal(
    manifestFactsOf(
      pod('image: haproxy:2', 'name: haproxy').replace('- name: kube-apiserver', '- name: haproxy'),
      '/m',
    ),
    undefined,
  );
});

test('of several containers the component counts', () => {
  const text = pod(`${image}\n    command: [kube-apiserver, --a=b]`).replace(
    'containers:',
    'containers:\n  - {name: sidecar, image: "s:1", command: [s, --a=no]}',
  );
  assert.deepEqual(manifestFactsOf(text, '/m')?.flags, { a: 'b' });
});

for (const [name, text] of [
  ['an empty file', ''],
  ['a list', '- 1'],
  ['another object', 'kind: Service'],
  ['no YAML', 'kind: Pod\n\t- x'],
  ['binary', '\0\x01\x02'],
  ['two pods', 'kind: Pod\n---\nkind: Pod\n'],
] as const) {
  test(`${name} as a manifest is refused`, () => {
    assert.throws(() => manifestFactsOf(text, '/m/a.yaml'), { code: 'file-malformed', file: '/m/a.yaml' });
  });
}

for (const spec of ['', 'spec: 1', 'spec: {containers: x}', 'spec: {containers: [1, null, {command: {a: b}}]}']) {
  test(`a pod with "${spec}" has a component and no flags`, () => {
    const facts = manifestFactsOf(`kind: Pod\nmetadata: {name: etcd}\n${spec}`, '/m');
    assert.deepEqual(facts, { component: 'etcd', path: '/m', imageVersion: '', flags: {}, gracePeriodSeconds: 30 });
  });
}

test('an empty flag names no path', () => {
  const manifest = manifestFactsOf(pod(`${image}\n    command: [x, --a=, --b=/c]`), '/m');
  const manifests = manifest === undefined ? [] : [manifest];
  assert.equal(flagPath(manifests, 'kube-apiserver', 'a'), undefined);
  assert.equal(flagPath(manifests, 'kube-apiserver', 'b'), '/c');
  assert.equal(flagPath(manifests, 'etcd', 'b'), undefined);
});
