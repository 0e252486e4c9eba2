import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { publishedReport } from '../../../test/node-reports.ts';
import { findingsOf } from '../../core/check/check.ts';
import type { Finding, Severity } from '../../core/check/finding.ts';
import { verdictOf } from '../../core/check/verdict.ts';
import type { Inventory } from '../../core/inventory.ts';
import { defaultPolicy } from '../../core/policy.ts';
import { clusterNagios, nagiosText } from './nagios.ts';

/** Strictly, what draft-kaestle-monitoring-plugins-interface-04 and the Monitoring Plugins Development Guidelines allow. */
function parsed(text: string) {
  assert.ok(text.endsWith('\n') && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text), 'control characters');
  const [first = '', ...details] = text.slice(0, -1).split('\n');
  const parts = first.split('|');
  assert.ok(parts.length <= 2, 'one pipe in the first line');
  assert.ok(!details.some((line) => line.includes('|')), 'a pipe would begin more figures');
  assert.ok(Buffer.byteLength(first) < 8192, 'NRPE and Icinga cut what is longer');
  const [status = '', figures = ''] = parts;
  const word = /^PERENNIAL (OK|WARNING|CRITICAL|UNKNOWN) - \S.*$/.exec(status)?.[1];
  assert.ok(word !== undefined, status);
  return { word, details, figures: figuresIn(figures) };
}

/** `'label'=value[UOM];[warn];[crit];[min];[max]`, separated by spaces; a quote in a label is doubled, `=` is not allowed. */
function figuresIn(text: string): ReadonlyMap<string, string> {
  const figures = new Map<string, string>();
  let rest = text.trim();
  while (rest !== '') {
    const [whole, label = '', figure = ''] = FIGURE.exec(rest) ?? [];
    assert.ok(whole !== undefined, `no figure: ${rest.slice(0, 80)}`);
    assert.ok(!figures.has(label), `${label} is there twice`);
    figures.set(label, figure);
    rest = rest.slice(whole.length).trimStart();
  }
  return figures;
}

const RANGE = String.raw`(?:@?(?:~|-?\d+(?:\.\d+)?)?:?(?:-?\d+(?:\.\d+)?)?)`;
const FIGURE = new RegExp(
  String.raw`^'((?:[^'=]|'')+)'=(-?\d+(?:\.\d+)?(?:s|ms|us|%|B|KB|MB|TB|c)?(?:;${RANGE}(?:;${RANGE})?)?)(?= |$)`,
);

const examined = (inventory: Inventory, findings: readonly Finding[]) =>
  nagiosText({ inventory, findings, verdict: verdictOf(findings, inventory), policy: defaultPolicy });
const healthy = healthyInventory();
const found = (severity: Severity, message: string): Finding => ({
  code: 'expired',
  severity,
  subject: 'apiserver',
  message,
});

test('a node on which all is well has a figure for each certificate', () => {
  const { word, figures } = parsed(examined(healthy, findingsOf(healthy, defaultPolicy)));
  assert.equal(word, 'OK');
  assert.match(figures.get('apiserver') ?? '', /^\d+s;2592000:;1209600:$/);
  assert.ok(figures.has('ca') && figures.has('admin.conf'));
});

const severitiesAndWords = [
  ['critical', 'CRITICAL'],
  ['unknown', 'UNKNOWN'],
  ['warning', 'WARNING'],
  ['info', 'OK'],
] as const;

for (const [severity, expected] of severitiesAndWords) {
  test(`${severity} is ${expected}, and follows the grammar`, () => {
    const { word, details } = parsed(examined(healthy, [found(severity, 'it ended')]));
    assert.deepEqual([word, details.length], [expected, severity === 'info' ? 0 : 1]);
  });
}

const hostile = [
  'a|b=1;2;3|c',
  "it's = 'quoted' = more",
  'a\nCRITICAL - forged\r\n|x=1',
  'nul\0 bell\u0007 escape\u001b[31m line\u2028separator',
  'x'.repeat(20_000),
  '憑證'.repeat(5000),
];

for (const text of hostile) {
  test(`${JSON.stringify(text.slice(0, 30))} breaks neither the line nor the figures`, () => {
    const leaves = healthy.leaves.map((leaf) => (leaf.name === 'apiserver' ? { ...leaf, name: text } : leaf));
    const { word, details } = parsed(examined({ ...healthy, leaves }, [found('critical', text)]));
    assert.deepEqual([word, details.length], ['CRITICAL', 1]);
  });

  test(`${JSON.stringify(text.slice(0, 30))} is harmless from another node, too`, () => {
    const report = publishedReport('cp-2', { takenAt: 1 });
    const view = { now: 60_000, own: 'cp-1', reports: [{ ...report, node: text }], clocks: new Map() };
    const finding = { node: text, code: 'expired', severity: 'critical', subject: text, message: text } as const;
    const verdict = { status: 'critical', exitStatus: 2, sentence: text } as const;
    const { word, details } = parsed(clusterNagios({ view, comparison: [], findings: [finding], verdict }));
    assert.deepEqual([word, details.length], ['CRITICAL', 1]);
  });
}
