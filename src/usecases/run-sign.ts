import type { Runs } from '../ports/run.ts';

/** Another text when a run was begun, or the newest one has its report: that is when it ended. */
export async function runSign(runs: Runs): Promise<string> {
  const newest = (await runs.list()).at(-1);
  if (newest === undefined) return '';
  const run = await runs.open(newest);
  return `${newest} ${(await run.savedReport()).kind}`;
}
