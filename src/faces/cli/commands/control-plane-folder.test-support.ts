import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { DAY } from '../../../core/instant.ts';
import { writeControlPlane } from '../../../sandbox/folder/write.ts';

/** The program as a person calls it. */
export const perennial = join(import.meta.dirname, '../../../../bin/perennial');

/** A temporary folder that stands for the / of a node whose leaves end in `left` milliseconds; gone after the test. */
export async function controlPlane(t: TestContext, left: number, config?: string): Promise<string> {
  const root = await temporaryFolder(t);
  const now = Math.floor(Date.now() / 1000) * 1000;
  const ports = { apiServer: 6443, etcdClient: 2379, etcdPeer: 2380, etcdMetrics: 2381 };
  const others = { controllerManager: 10257, scheduler: 10259, kubelet: 10250, kubeletHealth: 10248 };
  const lifetimes = { now, leavesEnd: now + left, leafLifetime: 365 * DAY };
  const shape = { node: 'cp-1', algorithm: 'ECDSA-P256', ports: { ...ports, ...others } } as const;
  await writeControlPlane(root, { ...shape, ...lifetimes });
  if (config !== undefined) {
    await mkdir(join(root, 'etc/perennial'), { recursive: true });
    await writeFile(join(root, 'etc/perennial/config.yaml'), config);
  }
  return root;
}

export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-command-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
