import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { DAY } from '../../src/core/instant.ts';
import { controlPlane } from '../../src/faces/cli/commands/control-plane-folder.test-support.ts';
import { startedChromium, visit } from './chromium.ts';
import { perennial, servedPage } from './served-page.ts';

test('a run that was interrupted is shown step by step, with the commands that finish and undo it', async (t) => {
  const { root, id } = await interruptedRun(t);
  const served = await servedPage('--root', root);
  t.after(() => served.stop());
  const browser = await startedChromium();
  t.after(() => browser.close());
  const { page, complaints } = await visit(t, browser, served.address);
  const run = page.getByRole('region', { name: `Run ${id}` });
  await run.waitFor();
  const said = await run.innerText();
  for (const words of [
    /under way, or interrupted · \d+ of \d+ steps done/,
    new RegExp(`Finish it: perennial resume ${id}`),
    new RegExp(`Undo it: perennial rollback ${id}`),
    /install \/etc\/kubernetes\/pki\/\S+/,
  ])
    assert.match(said.replaceAll(/\s+/g, ' '), words);
  assert.equal(await run.locator('li.started, li.pending').first().isVisible(), true);
  assert.deepEqual(complaints, []);
});

/** A renewal of files whose journal was lost from its middle on, as a loss of power leaves it. */
async function interruptedRun(t: TestContext) {
  const root = await controlPlane(t, 20 * DAY);
  assert.equal(spawnSync(perennial, ['renew', '--all', '--yes', '--root', root]).status, 0);
  const runs = join(root, 'var/lib/perennial/runs');
  const [id = ''] = await readdir(runs);
  const journal = join(runs, id, 'journal.jsonl');
  const lines = (await readFile(journal, 'utf8')).split('\n');
  await writeFile(journal, `${lines.slice(0, Math.floor(lines.length / 2)).join('\n')}\n`);
  await rm(join(runs, id, 'report.json'), { force: true });
  return { root, id };
}
