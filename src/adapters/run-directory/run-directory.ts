import { readdir } from 'node:fs/promises';
import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { runIdAfter, runIdPattern } from '../../core/plan/run-id.ts';
import type { Run, Runs } from '../../ports/run.ts';
import { makePrivateFolder, writeWhole } from './durable.ts';
import { failing } from './failure.ts';
import { homeIn } from './home.ts';
import { appendEntry, journalEntries } from './journal-file.ts';
import { pruneRuns } from './prune.ts';
import { jsonReading } from './json-reading.ts';
import { namesIn } from './names-in.ts';
import { savedPlan, savePlan } from './saved-plan.ts';

export interface RunDirectoryOptions {
  readonly root: string;
  /** `/var/lib/perennial`, as the node sees it. */
  readonly folder: Path;
}

/** Runs on disk: `runs/<id>/{plan.json,journal.jsonl,report.json}`. A folder without a plan is one whose making was cut off. */
export function runDirectory({ root, folder }: RunDirectoryOptions): Runs {
  const runs = async () => `${await homeIn(root, folder)}/runs`;
  return {
    create: async (plan) => createRun(await runs(), plan).catch(failing(folder)),
    open: async (id) => openRun(await runs(), id).catch(failing(folder)),
    list: async () => runIds(await runs()).catch(failing(folder)),
    prune: async (policy) => {
      const home = await homeIn(root, folder);
      const all = await Promise.all((await runIds(`${home}/runs`)).map((id) => openRun(`${home}/runs`, id)));
      await pruneRuns(home, all, policy).catch(failing(folder));
    },
  };
}

async function createRun(runs: string, plan: Plan): Promise<Run> {
  await makePrivateFolder(runs.slice(0, -'/runs'.length));
  await makePrivateFolder(runs);
  let last = (await readdir(runs))
    .filter((name) => runIdPattern.test(name))
    .sort()
    .at(-1);
  for (;;) {
    const id = runIdAfter(last, Date.now(), plan.intent.kind);
    if (await makePrivateFolder(`${runs}/${id}`)) {
      await savePlan(`${runs}/${id}`, plan);
      return runIn(runs, id, plan);
    }
    last = id;
  }
}

async function openRun(runs: string, id: string): Promise<Run> {
  const plan = runIdPattern.test(id) ? await savedPlan(`${runs}/${id}`) : undefined;
  if (plan !== undefined) return runIn(runs, id, plan);
  const meant = didYouMean(id, await runIds(runs));
  throw new PerennialError('run-unknown', `there is no run ${JSON.stringify(id.slice(0, 100))}`, {
    ...(meant !== undefined && { hint: `did you mean ${meant}` }),
    next: 'perennial status',
  });
}

function runIn(runs: string, id: string, plan: Plan): Run {
  const folder = `${runs}/${id}`;
  const journal = `${folder}/journal.jsonl`;
  const saved = `${folder}/report.json`;
  return {
    id,
    plan,
    entries: () => journalEntries(journal).catch(failing(journal)),
    record: (entry) => appendEntry(journal, entry).catch(failing(journal)),
    report: (report) => writeWhole(saved, `${JSON.stringify(report, undefined, 2)}\n`).catch(failing(folder)),
    savedReport: () => jsonReading(saved),
  };
}

async function runIds(runs: string): Promise<readonly string[]> {
  const names = await namesIn(runs);
  const whole = await Promise.all(names.map(async (name) => (await namesIn(`${runs}/${name}`)).includes('plan.json')));
  return names.filter((name, index) => runIdPattern.test(name) && whole[index]).sort();
}
