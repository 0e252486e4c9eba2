import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../../core/instant.ts';
import { writeControlPlane } from '../../../sandbox/folder/write.ts';
import type { Ending } from '../../../../test/ending.ts';
import { kubeadmPorts } from '../../../../test/kubeadm-ports.ts';

/** The program as a person calls it. */
export const perennial = join(import.meta.dirname, '../../../../bin/perennial');

/** A temporary folder that stands for the / of a node whose leaves end in `left` milliseconds; gone after the test. */
export async function controlPlane(t: Ending, left: number, config?: string): Promise<string> {
  const root = await temporaryFolder(t);
  const now = Math.floor(Date.now() / 1000) * 1000;
  const lifetimes = { now, leavesEnd: now + left, leafLifetime: 365 * DAY };
  const shape = { node: 'cp-1', algorithm: 'ECDSA-P256', ports: kubeadmPorts } as const;
  await writeControlPlane(root, { ...shape, ...lifetimes });
  if (config !== undefined) await configure(root, config);
  return root;
}

export async function configure(root: string, config: string): Promise<void> {
  await mkdir(join(root, 'etc/perennial'), { recursive: true });
  await writeFile(join(root, 'etc/perennial/config.yaml'), config);
}

export async function temporaryFolder(t: Ending): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-command-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
