import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepAwake } from './thread-pool.ts';

test('the thread pool is given work again and again, until it is enough', async () => {
  let given = 0;
  const thrice = Promise.withResolvers<undefined>();
  const hook = createHook({
    init(_, type) {
      if (type !== 'FSREQCALLBACK') return;
      given += 1;
      if (given === 3) thrice.resolve(undefined);
    },
  }).enable();
  const stop = keepAwake(5);
  // Otherwise nothing else would keep this test.
  const kept = setInterval(() => undefined, 1000);
  await thrice.promise;
  stop();
  clearInterval(kept);
  hook.disable();
  assert(given >= 3);
});

test('a process that has nothing else to do ends', () => {
  const file = join(import.meta.dirname, 'thread-pool.ts');
  const program = `import { keepAwake } from ${JSON.stringify(file)}; keepAwake(5);`;
  const { status, signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 20_000,
  });
  assert.deepEqual([status, signal], [0, null]);
});
