import assert from 'node:assert/strict';
import { beginRun, type JournalLine } from './begun-run.ts';
import { endOf, renewal, testStrikes } from './strikes/scene.ts';
import { perennial } from './perennial.ts';

// What happens to perennial itself.
testStrikes('perennial', { name: 'prc', place: 80 }, [
  {
    name: 'the holder of the lease is killed',
    times: 60,
    happens: async ({ begunRenewal }) => {
      const run = await begunRenewal();
      run.process.kill('SIGKILL');
      return await endOf(run);
    },
  },
  {
    name: 'the holder of the lease is asked to stop',
    times: 20,
    happens: async ({ begunRenewal }) => {
      const run = await begunRenewal();
      run.process.kill('SIGTERM');
      return await endOf(run);
    },
  },
  {
    name: 'two are started on one node',
    times: 10,
    happens: async ({ node, begunRenewal }) => {
      const run = await begunRenewal();
      const second = await perennial(node, ...renewal);
      assert.ok([0, 75].includes(second.status ?? -1), second.stderr);
      return `${await endOf(run)}; the second: ${second.stderr.trim().split('\n')[0] ?? ''}`;
    },
  },
  {
    name: 'two nodes begin at once',
    times: 10,
    happens: async ({ node, others: [other] }) => {
      const runs = [node, other].map((one) => beginRun(one, ...renewal));
      const ends = await Promise.all(runs.map(endOf));
      assertApart(runs.map((run) => run.journal()));
      return ends.join('; ');
    },
  },
]);

/** All machines of the lab have one clock. */
function assertApart(journals: readonly (readonly JournalLine[])[]): void {
  const spans = journals.map((lines) => [lines[0]?.at ?? 0, lines.at(-1)?.at ?? 0] as const);
  const [first, second] = spans.toSorted(([one], [other]) => one - other);
  assert.ok((first?.[1] ?? 0) <= (second?.[0] ?? 0), JSON.stringify(spans));
}
