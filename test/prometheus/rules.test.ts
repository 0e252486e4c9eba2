import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { findingCodes } from '../../src/core/check/explain/explain.ts';
import { commandTable } from '../../src/faces/cli/command-table.ts';
import { familyTable } from '../../src/faces/metrics/metric-families.ts';
import { ended } from './program.ts';
import { alertRules, folder, metricsIn } from './rules-file.ts';

const rules = alertRules();
const pages = join(import.meta.dirname, '../../docs/alerts');
const names = [...new Set(rules.map(({ alert }) => alert))].toSorted();

test('promtool reads the rules', async () => {
  const { status, said } = await ended('promtool', ['check', 'rules', join(folder, 'perennial.rules.yaml')]);
  assert.equal(status, 0, said);
});

for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.yaml'))) {
  test(`promtool test rules: everything in ${file} holds`, async () => {
    const { status, said } = await ended('promtool', ['test', 'rules', join(folder, file)]);
    assert.equal(status, 0, said);
  });
}

test('each alert is seen to fire in each of its severities, and to be quiet', () => {
  const asked = askedOf('perennial.test.yaml');
  for (const { alert, labels } of rules) {
    const of = asked.filter(({ alertname }) => alertname === alert);
    const fires = of.some(({ exp_alerts }) =>
      exp_alerts.some(({ exp_labels }) => exp_labels['severity'] === labels.severity),
    );
    assert(fires, `${alert} ${labels.severity} never fires`);
    assert(
      of.some(({ exp_alerts }) => exp_alerts.length === 0),
      `${alert} is never quiet`,
    );
  }
});

test('each alert has its page, and each page its alert', () => {
  const written = readdirSync(pages).filter((name) => name !== 'README.md');
  assert.deepEqual(
    written.toSorted(),
    names.map((name) => `${name}.md`),
  );
  const index = readFileSync(join(pages, 'README.md'), 'utf8');
  for (const name of names) assert(index.includes(`[${name}](${name}.md)`), name);
});

for (const name of names) {
  test(`the page of ${name} says meaning, impact, first command, mending and when to silence`, () => {
    const headings = readFileSync(join(pages, `${name}.md`), 'utf8').match(/^## .+$/gm);
    assert.deepEqual(headings, ['## Meaning', '## Impact', '## First command', '## Mending', '## When to silence']);
  });
}

for (const { alert, expr, labels, annotations } of rules) {
  test(`${alert} (${labels.severity}) names metrics and findings there are, its page, and a command there is`, () => {
    const known = new Set(familyTable.map((family) => family.name));
    assert.deepEqual(
      metricsIn(expr).filter((metric) => !known.has(metric)),
      [],
    );
    const problems = [...expr.matchAll(/problem!?=~"([^"]+)"/g)].flatMap(([, codes = '']) => codes.split('|'));
    assert.deepEqual(
      problems.filter((code) => !findingCodes.some((one) => one === code)),
      [],
    );
    assert(annotations.runbook_url.endsWith(`/docs/alerts/${alert}.md`));
    const called = [...annotations.command.matchAll(/perennial ([a-z-]+)/g)].map(([, command]) => command);
    assert(called.length > 0 && called.every((command) => commandTable.some((row) => row.name === command)));
    assert(annotations.summary !== '' && annotations.description !== '');
  });
}

interface Asked {
  readonly alertname: string;
  readonly exp_alerts: readonly { readonly exp_labels: Readonly<Record<string, string>> }[];
}

function askedOf(file: string): readonly Asked[] {
  const { tests } = parse(readFileSync(join(folder, file), 'utf8')) as {
    readonly tests: readonly { readonly alert_rule_test: readonly Asked[] }[];
  };
  return tests.flatMap(({ alert_rule_test: asked }) => asked);
}
