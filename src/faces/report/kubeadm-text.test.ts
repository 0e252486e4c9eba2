import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, withAuthority, withLeaf, withoutSigner } from '../../../test/inventory.ts';
import type { Inventory, KubeadmConfig } from '../../core/inventory.ts';
import { kubeadmText } from './kubeadm-text.ts';

const by = (source: KubeadmConfig['source'], kubernetesVersion: string): Inventory => {
  const inventory = healthyInventory();
  return { ...inventory, layout: { ...inventory.layout, kubeadmConfig: { source, kubernetesVersion } } };
};

const fyi =
  /^\[check-expiration\] Reading configuration from the cluster\.\.\.\n\[check-expiration\] FYI: [^\n]+ -o yaml'\n\nCERTIFICATE /;
const upload = (argument: string) =>
  new RegExp(
    `^\\[check-expiration\\] Reading [^\\n]+\\.\\.\\.\\n\\[check-expiration\\] Use 'kubeadm init phase upload-config ${argument}' to re-upload it\\.\\n\\nCERTIFICATE `,
  );

const leadIns: readonly (readonly [string, RegExp])[] = [
  ['v1.29.6', fyi],
  ['v1.31.13', fyi],
  ['v1.32.13', upload('--config your-config.yaml')],
  ['v1.33.13', upload('--config your-config-file')],
  ['v1.34.4', upload('kubeadm --config your-config-file')],
  ['v1.37.2', upload('kubeadm --config your-config-file')],
];

for (const [version, expected] of leadIns) {
  test(`${version} begins with its own lines`, () => assert.match(kubeadmText(by('cluster', version)), expected));
}

test('with a configuration file there are no lines before the table', () => {
  assert.match(kubeadmText(by('file', 'v1.36.3')), /^CERTIFICATE /);
});

test('without a cluster to ask, kubeadm says that it falls back', () => {
  assert.match(
    kubeadmText(by('files on disk', 'v1.36.3')),
    /re-upload it\.\n\[check-expiration\] Error reading [^\n]+ default configuration\n\nCERTIFICATE /,
  );
});

test('without admin.conf it does not even ask', () => {
  const inventory = withLeaf(by('files on disk', 'v1.36.3'), 'admin.conf', (leaf) => ({
    ...leaf,
    certificate: { kind: 'missing' },
  }));
  assert.match(kubeadmText(inventory), /^CERTIFICATE /);
});

test('up to 1.30 years are whole', () => {
  assert.match(kubeadmText(by('file', 'v1.30.14')), /^ca {10,}\w.+ 9y {2,}no/m);
  assert.match(kubeadmText(by('file', 'v1.30.14')), /^apiserver .+ 265d /m);
});

test('an authority without a key is managed externally, and so is what it signed', () => {
  const text = kubeadmText(
    withAuthority(by('file', 'v1.36.3'), 'ca', (old) => ({ ...withoutSigner(old), key: { kind: 'missing' } })),
  );
  assert.match(text, /^apiserver .+ yes {5}$/m);
  assert.match(text, /^etcd-server .+ no {6}$/m);
});

test('with an external etcd its rows are gone', () => {
  const inventory = by('file', 'v1.36.3');
  const text = kubeadmText({ ...inventory, layout: { ...inventory.layout, etcd: 'external' } });
  assert.doesNotMatch(text, /etcd/);
});
