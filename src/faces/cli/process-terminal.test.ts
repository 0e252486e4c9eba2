import assert from 'node:assert/strict';
import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const start = join(import.meta.dirname, '../../start.ts');

/** The whole program, with stdout on that device. */
function startedOn(device: string, argv: readonly string[]) {
  const out = openSync(device, 'w');
  try {
    const stdio: StdioOptions = ['ignore', out, 'pipe'];
    return spawnSync(process.execPath, [start, ...argv], { stdio, encoding: 'utf8' });
  } finally {
    closeSync(out);
  }
}

test('an answer that a full disk did not take is an error, and no success', () => {
  const { status, stderr } = startedOn('/dev/full', ['explain']);
  assert.match(stderr, /error: the answer could not be written: the disk is full \(disk-full\)/);
  assert.equal(status, 4);
});

const asking = `
import { processTerminal } from ${JSON.stringify(join(import.meta.dirname, 'process-terminal.ts'))};
const terminal = processTerminal();
const stop = new AbortController();
const release = terminal.onSignal(() => stop.abort());
const answer = await terminal.ask('well? ', stop.signal);
release();
console.log(String(answer));
// As start.ts ends: an input that is open still holds nobody.
process.exit();`;

/** What `ask` gives when this is done to it once the question is there. */
async function answerAfter(act: (child: ReturnType<typeof spawn>) => void): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', asking]);
  child.stderr.once('data', () => act(child));
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'close');
  return said.trim();
}

test('a question is answered by a line', async () => {
  assert.equal(await answerAfter((child) => child.stdin?.write('yes\n')), 'yes');
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`a question is over when ${signal} comes`, async () => {
    assert.equal(await answerAfter((child) => child.kill(signal)), 'undefined');
  });
}

test('a question is over when the input is', async () => {
  assert.equal(await answerAfter((child) => child.stdin?.end()), 'undefined');
});
