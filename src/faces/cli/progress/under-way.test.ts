import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../../../test/crash/node.ts';
import { typed } from '../../../../test/exit-codes/typed.ts';

/** Everything the moving line showed, in its order. */
async function drawn(argv: readonly string[]): Promise<readonly string[]> {
  const { said } = await typed(controlPlane(), [...argv, '--no-color'], { isTerminal: true });
  return said.split('\r\u001b[K').map((line) => line.trimEnd());
}

test('a renewal at a terminal shows the look, the stage, which step of how many, and what the witness counted', async () => {
  const lines = await drawn(['renew', '--all', '--yes']);
  const steps = lines.flatMap((line) => /^\[(\d+)\/(\d+)\] .*: (\d+)\/(\d+) /.exec(line)?.slice(1) ?? []);
  assert.match(lines.find((line) => line !== '') ?? '', /^looking at ip-10-0-0-1 \d/);
  assert.ok(lines.some((line) => line.startsWith('looking at what could be in the way')));
  assert.ok(steps.length > 40, `only ${String(steps.length / 4)} steps were shown`);
  assert.ok(lines.some((line) => / {2}API \d+ requests, 0 failed$/.test(line)));
});

test('a restart at a terminal says how long a component has to end by itself', async () => {
  const lines = await drawn(['restart', 'kube-scheduler', '--yes']);
  assert.ok(lines.some((line) => /kube-scheduler has time to end by itself/.test(line)));
});

test('an agent at a terminal says when it looks again', async () => {
  const lines = await drawn(['agent', '--read-only']);
  assert.match(lines.join('\n'), /^next look in \d+ (seconds|minutes|hours|days)$/m);
});

test('under -q nothing is shown', async () => {
  assert.deepEqual(await drawn(['renew', '--all', '--yes', '-q']), ['']);
});
