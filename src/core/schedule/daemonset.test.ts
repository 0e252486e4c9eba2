import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments, parseDocument } from 'yaml';
import { daemonSetManifests, PLAIN_CONFIG } from './daemonset.ts';

const image = 'registry:5000/perennial@sha256:00';

test('every manifest is YAML, and together they are what kubectl applies in order', () => {
  const texts = daemonSetManifests({ config: PLAIN_CONFIG, image }).map(({ content }) => content);
  const all = parseAllDocuments(texts.join('---\n')).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS() as { kind: string };
  });
  const kinds = [
    'Namespace',
    'ServiceAccount',
    'ClusterRole',
    'ClusterRoleBinding',
    ...['kube-system', 'kube-node-lease', 'perennial-system', 'default'].flatMap(() => ['Role', 'RoleBinding']),
    'ConfigMap',
    'DaemonSet',
  ];
  assert.deepEqual(
    all.map(({ kind }) => kind),
    kinds,
  );
});

test('the configuration is in the ConfigMap as it was, to the letter', () => {
  const text = fc.oneof(
    fc.constantFrom(' \n', 'look: daily\n  \n', '  \n\nlook: daily\n'),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'\n\t :#-"\'|>%&*!{}[]a') }),
  );
  fc.assert(
    fc.property(text, (config) => {
      const [configMap] = daemonSetManifests({ config, image }).filter(({ name }) => name === 'config.yaml');
      const read = parseDocument(configMap?.content ?? '').toJS() as { data: Record<string, string> };
      assert.equal(read.data['config.yaml'], config);
    }),
  );
});

test('the DaemonSet runs the image that was named', () => {
  const [daemonSet] = daemonSetManifests({ config: PLAIN_CONFIG, image }).filter(
    ({ name }) => name === 'daemonset.yaml',
  );
  const read = JSON.stringify(parseDocument(daemonSet?.content ?? '').toJS());
  assert.match(read, /"image":"registry:5000\/perennial@sha256:00"/);
});
