import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DAY } from '../../src/core/instant.ts';
import { writeControlPlane } from '../../src/sandbox/folder/write.ts';
import { played } from './played.ts';
import { sessionIn, textOfSession } from './session.ts';

// UPDATE=1 writes what is printed now; the difference is for a reviewer to read.
const folder = import.meta.dirname;
const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'));

for (const name of names) {
  test(`${name} goes as written`, async () => {
    const outside = await mkdtemp(join(tmpdir(), 'perennial-transcript-'));
    const root = join(outside, 'root');
    try {
      await writeControlPlane(root, controlPlane());
      const written = sessionIn(await readFile(join(folder, name), 'utf8'));
      const now = await played(written, root);
      if (process.env['UPDATE'] === '1') await writeFile(join(folder, name), textOfSession(now));
      else
        for (const [index, exchange] of now.exchanges.entries()) assert.deepEqual(exchange, written.exchanges[index]);
    } finally {
      await rm(outside, { recursive: true });
    }
  });
}

/** Nothing listens at these ports, and nothing is asked to: `--root` is files only. */
function controlPlane() {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const [etcdClient, etcdPeer, etcdMetrics] = [2379, 2380, 2381];
  const [controllerManager, scheduler, kubelet, kubeletHealth] = [10257, 10259, 10250, 10248];
  const ports = {
    apiServer: 6443,
    etcdClient,
    etcdPeer,
    etcdMetrics,
    controllerManager,
    scheduler,
    kubelet,
    kubeletHealth,
  };
  const leavesEnd = now + 20 * DAY + DAY / 2;
  return { node: 'cp-1', algorithm: 'ECDSA-P256' as const, now, leavesEnd, leafLifetime: 365 * DAY, ports };
}
