import assert from 'node:assert/strict';
import type { ControlPlane } from './lab/control-plane.ts';
import { whileUnplugged } from './lab/network.ts';
import { onSmallDisk, whileReadOnly } from './faults.ts';
import { executable, perennial } from './perennial.ts';
import { endOf, renewal, testStrikes } from './strikes/scene.ts';

// What happens to the machines.
testStrikes('machines', { name: 'mac', place: 88 }, [
  {
    name: 'the power of the holder is cut',
    times: 10,
    happens: async ({ node, begunRenewal }) => {
      const run = await begunRenewal();
      await node.powerCut();
      const end = await endOf(run);
      await onAgain(node);
      return end;
    },
  },
  {
    name: 'the power of another node is cut',
    times: 6,
    happens: async ({ others: [other], begunRenewal }) => {
      const run = await begunRenewal();
      await other.powerCut();
      const end = await endOf(run);
      await onAgain(other);
      return end;
    },
  },
  {
    name: 'the holder is cut off from the others',
    times: 6,
    happens: async ({ node, begunRenewal }) => {
      const run = await begunRenewal();
      const end = await whileUnplugged(node.address, () => endOf(run));
      await node.ready();
      return end;
    },
  },
  {
    name: 'another node is cut off from the others',
    times: 10,
    happens: async ({ others: [other], begunRenewal }) => {
      const run = await begunRenewal();
      const end = await whileUnplugged(other.address, () => endOf(run));
      await other.ready();
      return end;
    },
  },
  {
    name: 'the clock of the node is ten minutes ahead',
    times: 10,
    happens: async ({ node }) => {
      const { status, stderr } = await node.exec(['faketime', '-f', '+10m', executable, ...renewal], {
        timeoutMs: 120_000,
      });
      assert.equal(status, 4, stderr);
      assert.match(stderr, /clock-off/);
      return `status ${String(status)}: ${stderr.trim().split('\n')[0] ?? ''}`;
    },
  },
  {
    name: 'the disk of the holder turns read-only',
    times: 5,
    happens: async ({ node, begunRenewal }) => {
      const run = await begunRenewal();
      let end = '';
      await whileReadOnly(node, '/etc/kubernetes', async () => void (end = await endOf(run)));
      return end;
    },
  },
  {
    name: 'the disk of perennial itself fills up',
    times: 5,
    happens: async ({ node, begunRenewal }) => {
      let end = '';
      await onSmallDisk(node, { folder: '/var/lib/perennial', size: '3m' }, async ({ fill, empty }) => {
        const run = await begunRenewal();
        await fill();
        end = await endOf(run);
        await empty();
        await perennial(node, 'resume', '--yes');
      });
      return end;
    },
  },
]);

/** A pair that was cut apart keeps its component from coming up until it is mended: that is what is tested. */
async function onAgain(machine: ControlPlane): Promise<void> {
  await machine.boot();
  await machine.ready(60_000).catch(() => undefined);
}
