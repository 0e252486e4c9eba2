import { rm, stat, unlink } from 'node:fs/promises';
import type { Instant } from '../../core/instant.ts';
import { holdsCredential, type Retention, retentionOf } from '../../core/plan/retention.ts';
import { runIdPattern } from '../../core/plan/run-id.ts';
import type { Run, Runs } from '../../ports/run.ts';
import { codeOf, syncFolder } from './durable.ts';
import { namesIn } from './names-in.ts';
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
    await removeOldKeys(`${home}/runs/${id}/made`, policy);
  }
}

/**
 * Without its plan a run does not exist, so a removal that is cut off is taken up again here; so is what a cut-off creation left.
 * What has no name of a run is somebody else's.
 */
async function removeFoldersWithoutPlan(runs: string): Promise<void> {
  for (const name of (await namesIn(runs)).filter((one) => runIdPattern.test(one))) {
    const names = await namesIn(`${runs}/${name}`);
    if (!names.includes('plan.json')) await rm(`${runs}/${name}`, { recursive: true, force: true });
  }
  await syncIfThere(runs);
}

async function pruneKept(folder: string, { namedDigests, neededDigests }: Retention, policy: Policy): Promise<void> {
  for (const name of await namesIn(folder)) {
    const hex = name.replace(/\.json$/, '');
    const since = namedDigests.get(hex);
    const mayGo =
      since === undefined || (!neededDigests.has(hex) && (await isOldKey(`${folder}/${name}`, since, policy)));
    if (mayGo) await unlink(`${folder}/${name}`).catch(unlessGone);
  }
  await syncIfThere(folder);
}

/** Of what a run made, and of what a cut-off writing left beside it. */
async function removeOldKeys(folder: string, policy: Policy): Promise<void> {
  for (const name of await namesIn(folder)) {
    const file = `${folder}/${name}`;
    const abandoned = name.startsWith('.perennial-');
    if (abandoned || (await isOldKey(file, (await stat(file)).mtimeMs, policy))) await unlink(file).catch(unlessGone);
  }
  await syncIfThere(folder);
}

async function isOldKey(file: string, since: Instant, { keepKeysFor, now }: Policy): Promise<boolean> {
  return since + keepKeysFor < now && holdsCredential((await savedText(file)) ?? '');
}

async function syncIfThere(folder: string): Promise<void> {
  await syncFolder(folder).catch(unlessGone);
}

function unlessGone(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
