import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kubeletConfigOf } from './kubelet-config.ts';

for (const [written, meant] of [
  ['true', true],
  ['yes', true],
  ['on', true],
  ['Y', true],
  ['false', false],
  ['no', false],
  ['off', false],
] as const) {
  test(`serverTLSBootstrap: ${written} means ${String(meant)}, as the kubelet reads it`, () => {
    const text = `kind: KubeletConfiguration\nserverTLSBootstrap: ${written}\n`;
    assert.equal(kubeletConfigOf(text, 'config.yaml').serverTLSBootstrap, meant);
  });
}
