import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familyTable } from '../../src/faces/metrics/metric-families.ts';
import { dashboard, type Panel } from './dashboard-file.ts';
import { metricsIn } from './rules-file.ts';

const { title, uid, schemaVersion, templating, panels } = dashboard();
const drawn = panels.filter(({ type }) => type !== 'row');

test('the dashboard is one that Grafana 10 and newer take', () => {
  assert.equal(schemaVersion, 39);
  assert(title !== '' && /^[a-z0-9-]{1,40}$/.test(uid));
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  const known = ['row', 'stat', 'bargauge', 'state-timeline', 'table'];
  assert.deepEqual(
    panels.filter(({ type }) => !known.includes(type)),
    [],
  );
});

test('it asks which Prometheus, and every panel takes that one', () => {
  assert.equal(templating.list[0]?.type, 'datasource');
  for (const { datasource, targets = [] } of drawn) {
    assert.equal(datasource?.uid, '${datasource}');
    assert(targets.length > 0 && targets.every((target) => target.datasource.uid === '${datasource}'));
  }
});

test('every variable that is used is defined', () => {
  const defined = templating.list.map(({ name }) => name);
  const used = drawn.flatMap(({ targets = [] }) =>
    targets.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)].map(([, name]) => name)),
  );
  assert.deepEqual(
    [...new Set(used)].filter((name) => !defined.some((one) => one === name)),
    [],
  );
});

test('every metric that is asked for is one of ours, and every label that a table names is one of its', () => {
  const families = new Map(familyTable.map((family) => [family.name, family]));
  for (const { title: name, targets = [], transformations = [] } of drawn) {
    const metrics = targets.flatMap(({ expr }) => metricsIn(expr));
    assert(metrics.length > 0 && metrics.every((metric) => families.has(metric)), name);
    const labels = new Set(metrics.flatMap((metric) => Object.keys(families.get(metric)?.labels ?? {})));
    const named = transformations.flatMap(({ options }) => Object.keys(options.renameByName));
    const ofPrometheus = ['Value', 'instance', 'node', 'cluster'];
    assert.deepEqual(
      named.filter((label) => !labels.has(label) && !ofPrometheus.includes(label)),
      [],
      name,
    );
  }
});

test('no panel lies on another, and none beside the grid', () => {
  for (const [index, one] of panels.entries()) {
    assert(one.gridPos.x >= 0 && one.gridPos.x + one.gridPos.w <= 24, one.title);
    for (const other of panels.slice(index + 1))
      assert(!overlap(one.gridPos, other.gridPos), `${one.title}, ${other.title}`);
  }
});

function overlap(one: Panel['gridPos'], other: Panel['gridPos']): boolean {
  const besides = one.x + one.w <= other.x || other.x + other.w <= one.x;
  const below = one.y + one.h <= other.y || other.y + other.h <= one.y;
  return !besides && !below;
}
