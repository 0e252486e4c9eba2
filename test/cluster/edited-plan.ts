import { readFileSync, writeFileSync } from 'node:fs';
import { planDigest } from '../../src/faces/cli/plan-file.ts';
import type { IssueRequest, Plan } from '../../src/core/plan/plan.ts';
import type { Machine } from './lab/machine.ts';
import { perennialJson } from './perennial.ts';

export interface Edit {
  /** What becomes of the request for the API server's certificate. */
  readonly request: (request: IssueRequest) => IssueRequest;
  /** Whether the file's digest is made anew, so that only what is in the plan can tell. */
  readonly digestRenewed: boolean;
}

/** Saves a plan that renews the API server's certificate, edits it as somebody with a text editor would, and says where it lies. */
export async function editedPlan(machine: Machine, { request, digestRenewed }: Edit): Promise<string> {
  const path = '/root/plan.json';
  await perennialJson(machine, 'plan', 'apiserver', '--output', path);
  const saved = JSON.parse(readFileSync(machine.path(path), 'utf8')) as { readonly plan: Plan };
  const plan: Plan = { ...saved.plan, stages: saved.plan.stages.map((stage) => edited(stage, request)) };
  const file = { ...saved, plan, ...(digestRenewed && { digest: planDigest(plan) }) };
  writeFileSync(machine.path(path), JSON.stringify(file));
  return path;
}

function edited(stage: Plan['stages'][number], request: Edit['request']): Plan['stages'][number] {
  const steps = stage.steps.map((step) => (step.kind === 'issue' ? { ...step, request: request(step.request) } : step));
  return { ...stage, steps };
}
