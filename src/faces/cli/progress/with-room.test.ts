import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTerminal } from '../../../../test/transcripts/scripted-terminal.ts';
import { plainStyle } from '../../report/style.ts';
import type { Terminal } from '../terminal.ts';
import { liveProgress } from './live-progress.ts';
import { withRoom } from './with-room.ts';

const erased = '\r\u001b[K';

/** Everything that is written while a look goes on, on both screens, in its order. */
async function written(by: (terminal: Terminal) => unknown): Promise<readonly string[]> {
  const said: string[] = [];
  const scripted = scriptedTerminal([], '/');
  const screen = { isTerminal: true, columns: 80, write: (text: string) => void said.push(text) };
  const bare = {
    ...scripted,
    out: screen,
    err: screen,
    ask: async (question: string) => {
      said.push(question);
      return 'y';
    },
  };
  const progress = liveProgress(screen, plainStyle);
  progress.tell({ kind: 'looking', at: 'cp-1' });
  await by(withRoom(bare, progress));
  progress.end();
  return said.slice(1);
}

for (const [about, by] of [
  ['the answer', ({ out }) => out.write('said\n')],
  ['a message', ({ err }) => err.write('said\n')],
  ['a question', (terminal) => terminal.ask('said\n', new AbortController().signal)],
] as const satisfies readonly (readonly [string, (terminal: Terminal) => unknown])[]) {
  test(`the line that moves is out of the way before ${about} is written`, async () => {
    assert.deepEqual(await written(by), [erased, 'said\n']);
  });
}

test('where nothing was drawn, nothing is erased', async () => {
  const said = await written(({ out }) => {
    out.write('one\n');
    out.write('two\n');
  });
  assert.deepEqual(said, [erased, 'one\n', 'two\n']);
});
