import { createHash } from 'node:crypto';
import { PerennialError } from '../../core/errors.ts';
import type { Digest } from '../../core/names.ts';
import type { Plan } from '../../core/plan/plan.ts';

/** Of the plan's content, whatever the spaces between: a plan that was edited after it was reviewed is told by it. */
export function planDigest(plan: unknown): Digest {
  return `sha256:${createHash('sha256').update(JSON.stringify(plan)).digest('hex')}`;
}

/** The plan in a file that `perennial plan` wrote, or in what `perennial plan -o json` said. Throws `plan-invalid`. */
export function planIn(text: string, file: string): Plan {
  const saved = objectIn(text, file);
  if (saved['kind'] !== 'Plan' || !isPlan(saved['plan'])) {
    throw invalid('is not a plan that perennial plan saved', file);
  }
  if (saved['digest'] !== planDigest(saved['plan'])) {
    throw invalid('was edited after perennial plan saved it', file);
  }
  return saved['plan'];
}

function objectIn(text: string, file: string): Readonly<Record<string, unknown>> {
  const value = valueIn(text, file);
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function valueIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(text.trim() === '' ? 'is empty' : 'is not JSON', file, cause);
  }
}

/** The digest vouches for the rest: what wrote it wrote a whole plan. */
function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { format, stages, leftAlone } = value as Partial<Record<string, unknown>>;
  return format === 1 && Array.isArray(stages) && Array.isArray(leftAlone);
}

function invalid(what: string, file: string, cause?: unknown): PerennialError {
  return new PerennialError('plan-invalid', `${file} ${what}`, {
    file,
    hint: 'a plan is made on the node it is for, and applied as it is',
    next: `perennial plan --output ${file}`,
    ...(cause !== undefined && { cause }),
  });
}
