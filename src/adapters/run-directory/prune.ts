import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { holdsCredential, type Retention, retentionOf } from '../../core/plan/retention.ts';
import type { Run, Runs } from '../../ports/run.ts';
import { codeOf, syncFolder } from './durable.ts';
import { savedText } from './saved-text.ts';

type Policy = Parameters<Runs['prune']>[0];

/** Removes old runs, what only they had kept, and old private keys. Nothing that an unfinished run may need is touched. */
export async function pruneRuns(home: string, runs: readonly Run[], policy: Policy): Promise<void> {
  const recorded = await Promise.all(
    runs.map(async (run) => ({ id: run.id, plan: run.plan, entries: await run.entries() })),
  );
  const retention = retentionOf(recorded, policy.keepRuns);
  for (const id of retention.surplus) await unlink(`${home}/runs/${id}/plan.json`);
  await removeFoldersWithoutPlan(`${home}/runs`);
  await pruneKept(`${home}/kept`, retention, policy);
  for (const { id } of runs.filter((run) => !retention.surplus.has(run.id) && !retention.needed.has(run.id))) {
    await removeOldKeys(`${home}/runs/${id}/made`, policy, () => true);
  }
}

/** Without its plan a run does not exist, so a removal that is cut off is taken up again here; so is what a cut-off creation left. */
async function removeFoldersWithoutPlan(runs: string): Promise<void> {
  for (const name of await namesIn(runs)) {
    const names = await namesIn(`${runs}/${name}`);
    if (!names.includes('plan.json')) await rm(`${runs}/${name}`, { recursive: true, force: true });
  }
  await syncIfThere(runs);
}

async function pruneKept(folder: string, retention: Retention, policy: Policy): Promise<void> {
  const hexOf = (name: string): string => name.replace(/\.json$/, '');
  for (const name of await namesIn(folder)) {
    if (!retention.namedDigests.has(hexOf(name))) await unlink(`${folder}/${name}`).catch(unlessGone);
  }
  await removeOldKeys(folder, policy, (name) => !retention.neededDigests.has(hexOf(name)));
}

async function removeOldKeys(folder: string, policy: Policy, mayGo: (name: string) => boolean): Promise<void> {
  for (const name of (await namesIn(folder)).filter(mayGo)) {
    const file = `${folder}/${name}`;
    const abandoned = name.startsWith('.perennial-');
    const old = (await stat(file)).mtimeMs + policy.keepKeysFor < policy.now;
    if (abandoned || (old && holdsCredential((await savedText(file)) ?? ''))) await unlink(file).catch(unlessGone);
  }
  await syncIfThere(folder);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

async function syncIfThere(folder: string): Promise<void> {
  await syncFolder(folder).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
