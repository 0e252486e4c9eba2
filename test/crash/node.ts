import { type MemoryNode, memoryNode, type MemoryNodeOptions } from '../../src/adapters/memory/memory-node.ts';
import { DAY, type Instant } from '../../src/core/instant.ts';
import { certificatesOf } from '../../src/sandbox/folder/certificates.ts';
import { kubeconfigFiles } from '../../src/sandbox/folder/kubeconfigs.ts';
import { kubeletClientFile, kubeletClientLink, kubeletFiles } from '../../src/sandbox/folder/kubelet-files.ts';
import { manifestFiles } from '../../src/sandbox/folder/manifests.ts';
import type { Shape } from '../../src/sandbox/folder/shape.ts';
import { kubeadmPorts } from '../kubeadm-ports.ts';

const NOW: Instant = Date.UTC(2030, 0, 15, 3);

const shapeAt = (now: Instant): Shape => ({
  node: 'cp-1',
  ports: kubeadmPorts,
  algorithm: 'ECDSA-P256',
  now,
  leavesEnd: now + 20 * DAY,
  leafLifetime: 365 * DAY,
});

/** A control plane in memory whose eleven leaves end in twenty days. */
export function controlPlane(overrides: Partial<MemoryNodeOptions> = {}): MemoryNode {
  const { now = NOW } = overrides;
  const shape = shapeAt(now);
  return memoryNode({ now, node: shape.node, files: filesOf(shape), ...overrides });
}

function filesOf(shape: Shape): MemoryNodeOptions['files'] {
  const certificates = certificatesOf(shape);
  const files = [
    ...certificates.files,
    ...kubeconfigFiles(shape, certificates),
    ...kubeletFiles(shape, certificates),
    ...manifestFiles(shape),
  ];
  const link = { kind: 'link' as const, target: kubeletClientFile(shape), changedAt: 0 };
  return {
    ...Object.fromEntries(
      files.map(({ path, content, mode }) => [path, { kind: 'file' as const, bytes: content, mode }]),
    ),
    [kubeletClientLink]: link,
  };
}
