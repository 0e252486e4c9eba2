import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { waitUntil } from './lab/wait-until.ts';
import { beginRun } from './begun-run.ts';
import { onSmallDisk, whileReadOnly, whileUnreachable } from './faults.ts';
import { perennial } from './perennial.ts';
import { publish } from './results.ts';
import { testControlPlane } from './test-control-plane.ts';
import { undisturbed } from './undisturbed.ts';

const controlPlane = testControlPlane({ name: 'failures', address: '10.78.0.42' });
const renewAll = ['renew', '--all', '--yes'];
const figures: Record<string, unknown> = {};
after(() => publish('injected-failures', figures));

/** A failure must leave no trace; what it cost in time is published. */
async function failing(name: string, work: () => Promise<void>): Promise<void> {
  const began = Date.now();
  const requests = await undisturbed(controlPlane(), work);
  figures[name] = { seconds: (Date.now() - began) / 1000, requests, failedRequests: 0 };
}

/** Runs it and asserts how it is refused. */
async function assertRefused(command: readonly string[], expected: { readonly status: number; readonly code: RegExp }) {
  const { status, stderr } = await perennial(controlPlane(), ...command);
  assert.match(stderr, expected.code);
  assert.equal(status, expected.status, stderr);
}

test('a scheduler that does not come back healthy is rolled back, and proved', async () => {
  await failing('scheduler does not come back', async () => {
    await whileUnreachable(controlPlane(), 10259, async (mend) => {
      const run = beginRun(controlPlane(), 'renew', 'scheduler.conf', 'apiserver', '--yes');
      const rollsBack = () => run.said().includes('rolling back') || undefined;
      await waitUntil(rollsBack, { what: 'perennial rolling back', deadlineMs: 600_000 });
      await mend();
      const { status } = await run.process.ended;
      assert.match(run.said(), /kube-scheduler is not healthy.*rolled back: everything is as it was before/);
      assert.equal(status, 1, run.said());
    });
  });
});

test('a disk that fills up between preparation and installation is rolled back', async () => {
  await failing('pki folder fills up', async () => {
    await onSmallDisk(controlPlane(), { folder: '/etc/kubernetes/pki', size: '3m' }, async ({ fill, empty }) => {
      const run = beginRun(controlPlane(), ...renewAll);
      await run.reached((journal) => journal.length > 0);
      await fill();
      const { status } = await run.process.ended;
      assert.match(run.said(), /no space left.*rolled back: everything is as it was before/i);
      assert.equal(status, 1, run.said());
      await empty();
    });
  });
});

test('a disk too full for new certificates is refused before anything changes', async () => {
  await failing('pki folder is full', async () => {
    await onSmallDisk(controlPlane(), { folder: '/etc/kubernetes/pki', size: '3m' }, async ({ fill }) => {
      await fill();
      await assertRefused(renewAll, { status: 4, code: /disk-full/ });
    });
  });
});

test('a full disk of its own is refused before anything changes', async () => {
  await failing('store is full', async () => {
    await onSmallDisk(controlPlane(), { folder: '/var/lib/perennial', size: '3m' }, async ({ fill }) => {
      await fill();
      await assertRefused(renewAll, { status: 4, code: /disk-full/ });
    });
  });
});

test('a disk of its own that fills up while it works leaves a run that is rolled back as soon as there is room', async () => {
  await failing('store fills up', async () => {
    await onSmallDisk(controlPlane(), { folder: '/var/lib/perennial', size: '3m' }, async ({ fill, empty }) => {
      const run = beginRun(controlPlane(), ...renewAll);
      await run.reached((journal) => journal.some(({ step }) => step === '2.1'));
      await fill();
      const { status } = await run.process.ended;
      assert.match(run.said(), /no space left|disk-full/i);
      assert.equal(status, 5, run.said());
      await empty();
      const undone = await perennial(controlPlane(), 'rollback', '--yes');
      assert.equal(undone.status, 0, undone.stderr);
    });
  });
});

test('a read-only /etc/kubernetes is refused before anything changes', async () => {
  await failing('read-only', async () => {
    await whileReadOnly(controlPlane(), '/etc/kubernetes', async () => {
      await assertRefused(renewAll, { status: 77, code: /read-only.*\(permission\)/i });
    });
  });
});

test('of two runs at once one is told that the other is at work', async () => {
  const run = beginRun(controlPlane(), ...renewAll);
  await run.reached((journal) => journal.length > 0);
  const second = await perennial(controlPlane(), ...renewAll);
  const { status } = await run.process.ended;
  assert.deepEqual([status, second.status], [0, 75], `${run.said()}\n${second.stderr}`);
  assert.match(second.stderr, /lock-busy/);
});

test('without a kubelet nothing is stopped that only it could start', async () => {
  await failing('kubelet stopped', async () => {
    await controlPlane().mustExec(['systemctl', 'stop', 'kubelet']);
    try {
      await assertRefused(renewAll, { status: 1, code: /kubelet does not answer.*\(runtime-unavailable\)/ });
    } finally {
      await controlPlane().mustExec(['systemctl', 'start', 'kubelet']);
    }
  });
});
