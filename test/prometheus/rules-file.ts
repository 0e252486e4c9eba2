import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const folder = join(import.meta.dirname, '../../deploy/prometheus');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'command' | 'runbook_url', string>>;
}

/** Every rule of deploy/prometheus/perennial.rules.yaml. */
export function alertRules(): readonly AlertRule[] {
  const { groups } = parse(readFileSync(join(folder, 'perennial.rules.yaml'), 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** The metrics that an expression names. */
export function metricsIn(expr: string): readonly string[] {
  return [...new Set(expr.match(/\b(?:perennial|x509)_[a-z0-9_]+\b/g) ?? [])];
}
