import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { localFiles } from '../src/adapters/local/files.ts';
import { PerennialError } from '../src/core/errors.ts';
import { DAY } from '../src/core/instant.ts';
import type { Inventory } from '../src/core/inventory.ts';
import type { Path } from '../src/core/names.ts';
import { writeControlPlane } from '../src/sandbox/folder/write.ts';
import { observe } from '../src/usecases/observe.ts';
import type { ObservedWorld } from '../src/usecases/observe/observed-world.ts';
import type { ObserveRequest } from '../src/usecases/requests.ts';

const ports = { apiServer: 20_000, etcdClient: 20_001, etcdPeer: 20_002, etcdMetrics: 20_003 };
const otherPorts = { controllerManager: 20_004, scheduler: 20_005, kubelet: 20_006, kubeletHealth: 20_007 };

/** When everything in these folders is looked at. */
export const now = Date.UTC(2026, 10, 23);

/** A temporary folder with the files of a kubeadm control plane, removed after the test; no process runs on it. */
export async function controlPlaneFolder(context: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'perennial-observed-'));
  context.after(() => rm(root, { recursive: true, force: true }));
  const algorithm = 'ECDSA-P256';
  const shape = { node: 'cp1', ports: { ...ports, ...otherPorts }, algorithm, now } as const;
  await writeControlPlane(root, { ...shape, leavesEnd: now + 20 * DAY, leafLifetime: 365 * DAY });
  return root;
}

/** A world of these files in which nothing answers, unless `parts` says otherwise. */
export function silentWorld(root: string, parts: Partial<ObservedWorld> = {}): ObservedWorld {
  const silent = () =>
    Promise.reject(new PerennialError('api-unavailable', 'nothing answers', { unanswered: 'refused' }));
  return {
    hostname: 'machine',
    reach: 'files',
    files: localFiles({ root }),
    runs: { list: () => Promise.resolve([]), create: silent, open: silent, prune: silent },
    containers: { running: silent },
    endpoints: {
      handshake: () => Promise.resolve({ kind: 'unreadable', reason: 'refused', detail: 'nothing listens' }),
    },
    api: { version: silent, clusterConfiguration: silent, controlPlaneNodes: silent },
    firewall: { kind: () => Promise.resolve('none') },
    units: { state: () => Promise.resolve({ isInstalled: false }) },
    servingRequests: { pending: silent },
    clock: { now: () => now },
    history: { read: () => Promise.resolve({ kind: 'missing' }) },
    tell: () => undefined,
    ...parts,
  };
}

/** The inventory of a folder in which nothing but files is. */
export async function observed(
  root: string,
  request: Partial<ObserveRequest> & { readonly copies?: readonly Path[] } = {},
): Promise<Inventory> {
  return await observe(silentWorld(root), { copies: [], ...request });
}

/** The leaf of that name, which must be there. */
export function leafOf({ leaves }: Inventory, name: string) {
  const leaf = leaves.find((one) => one.name === name);
  if (leaf === undefined)
    throw new Error(`the inventory has no ${name}, only ${leaves.map((one) => one.name).join(', ')}`);
  return leaf;
}
