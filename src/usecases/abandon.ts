import { findingsOf } from '../core/check/check.ts';
import type { Plan } from '../core/plan/plan.ts';
import { runReportOf } from '../core/plan/run-report.ts';
import type { World } from '../ports/world.ts';
import { abandonPlan } from './abandon-plan.ts';
import { tryToSave } from './after-run.ts';
import { admitLeft } from './left-refused.ts';
import { observe } from './observe.ts';
import { tryToPublish } from './publish-report.ts';
import { recordedRuns } from './recorded-runs.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';

/**
 * The way out of what can be neither finished nor undone: unfinished runs are over where they stand, and nothing on the node changes.
 * That is a run of its own, with a plan and no steps: it is there whole, or not at all.
 */
export async function abandon(
  request: ObserveRequest & { readonly consent: Consent },
  world: World,
): Promise<ChangeReport> {
  const held = await world.lock.acquire();
  try {
    await admitLeft(world);
    const plan = await abandonPlan(await recordedRuns(world.runs), world);
    if (plan === undefined) return { kind: 'nothing-to-do', leftAlone: [] };
    if (!(await request.consent(plan))) return { kind: 'planned', plan };
    return await abandoned(plan, request, world);
  } finally {
    await held.release();
  }
}

async function abandoned(plan: Plan, request: ObserveRequest, world: World): Promise<ChangeReport> {
  const startedAt = world.clock.now();
  const run = await world.runs.create(plan);
  const ended = { startedAt, endedAt: world.clock.now(), outcome: { kind: 'complete' }, isLeftOpen: false } as const;
  const report = runReportOf({ run: run.id, plan, entries: [], ...ended });
  await tryToSave(report, run, world);
  const after = await observe(world, request);
  const remaining = findingsOf(after, request.policy);
  await tryToPublish({ inventory: after, findings: remaining }, request, world);
  return { kind: 'ran', plan, report, remaining, after };
}
