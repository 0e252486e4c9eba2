import { createHash } from 'node:crypto';
import { PerennialError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { syncFolder, writeWhole } from './durable.ts';
import { damagedHint, isRecord, parsedJson, savedText } from './saved-text.ts';

/** Saves the plan beside its checksum. A run exists from the moment its plan does, so the checksum comes first. */
export async function savePlan(folder: string, plan: Plan): Promise<void> {
  const text = `${JSON.stringify(plan, undefined, 2)}\n`;
  await writeWhole(`${folder}/plan.json.sha256`, checksumLine(text));
  await writeWhole(`${folder}/plan.json`, text);
  await syncFolder(folder);
}

/** The plan as it was saved; undefined when there is none; `plan-invalid` when it is not what was saved. */
export async function savedPlan(folder: string): Promise<Plan | undefined> {
  const file = `${folder}/plan.json`;
  const text = await savedText(file);
  if (text === undefined) return undefined;
  const value = parsedJson(text, file);
  if (!isPlan(value)) throw invalid(file, 'is not a plan of this version of perennial');
  if ((await savedText(`${file}.sha256`)) !== checksumLine(text)) throw invalid(file, 'is not what was saved');
  return value;
}

/** As sha256sum writes it, so that `sha256sum -c plan.json.sha256` can be asked too. */
function checksumLine(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')}  plan.json\n`;
}

/** Enough to be sure that it is ours; what is inside is guarded by the checksum. */
function isPlan(value: unknown): value is Plan {
  if (!isRecord(value) || value['format'] !== 1 || typeof value['node'] !== 'string') return false;
  const { intent, stages, madeAt } = value;
  if (!isRecord(intent) || typeof intent['kind'] !== 'string' || typeof madeAt !== 'number') return false;
  return Array.isArray(stages) && stages.every(isStage);
}

function isStage(value: unknown): boolean {
  if (!isRecord(value) || typeof value['name'] !== 'string' || !Array.isArray(value['steps'])) return false;
  return value['steps'].every(
    (step: unknown) => isRecord(step) && typeof step['kind'] === 'string' && typeof step['id'] === 'string',
  );
}

function invalid(file: string, how: string): PerennialError {
  return new PerennialError('plan-invalid', `${file} ${how}`, { file, hint: damagedHint });
}
