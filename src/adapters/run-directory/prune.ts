import { readdir, rm, stat, unlink } from 'node:fs/promises';
import type { Plan } from '../../core/plan/plan.ts';
import { statusOf } from '../../core/plan/journal.ts';
import type { Run, Runs } from '../../ports/run.ts';
import { codeOf, syncFolder } from './durable.ts';
import { savedText } from './saved-text.ts';

type Retention = Parameters<Runs['prune']>[0];

/** Removes old runs, what only they had kept, and old private keys. Nothing that an unfinished run may need is touched. */
export async function pruneRuns(home: string, runs: readonly Run[], policy: Retention): Promise<void> {
  const finished = await finishedAmong(runs);
  const surplus = finished.slice(0, Math.max(0, finished.length - policy.keepRuns));
  for (const { id } of surplus) await unlink(`${home}/runs/${id}/plan.json`);
  await removeFoldersWithoutPlan(`${home}/runs`);
  const open = runs.filter((run) => !finished.includes(run));
  const staying = runs.filter((run) => !surplus.includes(run));
  await pruneKept(`${home}/kept`, { needed: digestsIn(open), named: digestsIn(staying) }, policy);
  const needed = new Set(open.flatMap(({ id, plan }) => [id, ...undoneBy(plan)]));
  for (const { id } of staying.filter((run) => !needed.has(run.id))) {
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

/** Finished: every step done, or rolled back by a run that is. */
async function finishedAmong(runs: readonly Run[]): Promise<readonly Run[]> {
  const complete: Run[] = [];
  for (const run of runs) if (await isComplete(run)) complete.push(run);
  const undone = new Set(complete.flatMap(({ plan }) => undoneBy(plan)));
  return runs.filter((run) => complete.includes(run) || undone.has(run.id));
}

async function isComplete(run: Run): Promise<boolean> {
  const status = statusOf(await run.entries());
  return run.plan.stages.every(({ steps }) => steps.every(({ id }) => status.get(id) === 'done'));
}

function undoneBy({ intent }: Plan): readonly string[] {
  return intent.kind === 'rollback' ? [intent.of] : [];
}

function digestsIn(runs: readonly Run[]): ReadonlySet<string> {
  return new Set(runs.flatMap(({ plan }) => JSON.stringify(plan).match(/(?<=sha256:)[0-9a-f]{64}/g) ?? []));
}

interface Use {
  /** By unfinished runs: untouchable. */
  readonly needed: ReadonlySet<string>;
  /** By any run that stays. */
  readonly named: ReadonlySet<string>;
}

async function pruneKept(folder: string, { needed, named }: Use, policy: Retention): Promise<void> {
  const hexOf = (name: string): string => name.replace(/\.json$/, '');
  for (const name of await namesIn(folder)) {
    if (!named.has(hexOf(name))) await unlink(`${folder}/${name}`).catch(unlessGone);
  }
  await removeOldKeys(folder, policy, (name) => !needed.has(hexOf(name)));
}

async function removeOldKeys(folder: string, policy: Retention, mayGo: (name: string) => boolean): Promise<void> {
  for (const name of (await namesIn(folder)).filter(mayGo)) {
    const file = `${folder}/${name}`;
    const abandoned = name.startsWith('.perennial-');
    const old = (await stat(file)).mtimeMs + policy.keepKeysFor < policy.now;
    if (abandoned || (old && holdsCredential((await savedText(file)) ?? ''))) await unlink(file).catch(unlessGone);
  }
  await syncIfThere(folder);
}

function holdsCredential(text: string): boolean {
  return /PRIVATE KEY-----|\b(client-key-data|token|password)["']?\s*:/.test(text);
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
