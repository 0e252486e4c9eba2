import assert from 'node:assert/strict';
import { test } from 'node:test';
import { called } from './program.ts';

const endings: readonly (readonly [string, readonly string[], Awaited<ReturnType<typeof called>>])[] = [
  ['one that succeeds', ['sh', '-c', 'echo out; echo err >&2'], { status: 0, output: 'out\nerr\n' }],
  ['one that fails', ['sh', '-c', 'exit 4'], { status: 4, output: '' }],
  ['one that is not there', ['/nonexistent/program'], { status: 127, output: '' }],
];
for (const [what, argv, ending] of endings) {
  test(`of a program it says how it ended: ${what}`, async () => assert.deepEqual(await called(argv), ending));
}

test('a program that hangs is ended, and said to have hung', async () => {
  const { status, output } = await called(['sleep', '60'], { longest: 50 });
  assert.deepEqual([status, output], [124, 'it did not end within 0.05 s\n']);
});

test('a program speaks English, whatever the language of the person', async () => {
  const { output } = await called(['sh', '-c', 'echo "$LC_ALL"']);
  assert.equal(output, 'C\n');
});
