import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { startedChromium, visit, type Visit } from '../browser/chromium.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { Ending } from '../ending.ts';
import { sizeOf } from '../browser/png.ts';
import { allDrawn, choose, gone, panel, rowsOf, said, shown, titlesOf } from './drawn.ts';
import { fleetDashboard, watchedDashboard } from './watched.ts';

const repository = join(import.meta.dirname, '../..');

test('the page that draws the dashboard with the libraries of Grafana has the types that they ask for', () => {
  const compiler = join(repository, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(compiler, ['--project', 'test/grafana/page'], {
    cwd: repository,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout);
});

describe('the dashboard, drawn by the libraries of Grafana', () => {
  const come = visitsOf(watchedDashboard);

  test('every panel is drawn, below its row, and nothing is complained of', async (t) => {
    const { page, complaints, asked } = await come(t);
    const rows = await page.getByTestId(/^data-testid dashboard-row-title-/).allInnerTexts();
    const titles = await page
      .getByTestId(/^data-testid Panel header /)
      .getByRole('heading')
      .allInnerTexts();
    assert.deepEqual([rows, titles], [titlesOf(['row']), titlesOf(shown)]);
    const empty = await page
      .getByTestId(/^data-testid Panel header /)
      .filter({ hasText: 'No data' })
      .getByRole('heading')
      .allInnerTexts();
    assert.deepEqual(empty, ['Not in use', 'Could not be read'], 'of these there is nothing to tell');
    assert.deepEqual(complaints, []);
    const address = page.url();
    assert(
      asked.every((one) => one.startsWith(address) || one.startsWith('data:')),
      'it asks nobody else',
    );
  });

  test('a single value is a number with a unit that a person would choose', async (t) => {
    const { page } = await come(t);
    assert.deepEqual(Object.keys(singleValues), titlesOf(['stat']));
    for (const [title, words] of Object.entries(singleValues)) assert.match(await said(page, title), words, title);
  });

  test('bars are days, the shortest first', async (t) => {
    const { page } = await come(t);
    const words = (await said(page, 'Days left, the first fifty to end')).split(' d').map((bar) => bar.trim());
    const days = words.filter((bar) => bar !== '').map((bar) => Number(/\S+$/.exec(bar)?.[0]));
    const times = (count: number, left: number) => Array.from({ length: count }, () => left);
    assert.deepEqual(days, [...times(12, -2), ...times(12, 25), ...times(6, 305), ...times(12, 365)]);
    assert(
      words.includes('apiserver cp-1 365') &&
        words.includes('apiserver cp-2 25') &&
        words.includes('apiserver cp-3 -2'),
    );
  });

  test('the timeline says from when on a certificate had how little time left', async (t) => {
    const { page } = await come(t);
    const lane = async (name: string) => {
      const states = panel(page, 'Validity over time').getByRole('group', { name }).locator('rect');
      const colors = await states.evaluateAll((all) => all.map((one) => one.getAttribute('fill')));
      return [await states.locator('title').allTextContents(), new Set(colors).size];
    };
    assert.deepEqual(await lane('admin.conf cp-2'), [['valid', '30 days or less'], 2]);
    assert.deepEqual(await lane('admin.conf cp-3'), [['30 days or less', '14 days or less', 'expired'], 3]);
  });

  test('a table says which client, on which node, in which file, and the first to end is the first', async (t) => {
    const { page } = await come(t);
    const rows = await rowsOf(page, 'Client certificates of the API server');
    const left = rows.map(({ 'Days left': days = '' }) => parseInt(days, 10));
    assert.deepEqual(
      left,
      left.toSorted((one, other) => one - other),
    );
    const { Serial: serial, ...scheduler } = rows.find(({ User: user }) => user === 'system:kube-scheduler') ?? {};
    assert.match(serial ?? '', /^[0-9A-F]{10,}$/);
    assert.deepEqual(scheduler, {
      User: 'system:kube-scheduler',
      Groups: '',
      Instance: 'cp-3',
      File: '/etc/kubernetes/scheduler.conf',
      Certificate: 'scheduler.conf',
      'Renewed by': 'kubeadm',
      'Days left': '-2 d',
    });
    for (const [table, first] of Object.entries(firstRows))
      assert.deepEqual((await rowsOf(page, table))[0], first, table);
  });

  test('where an instance is chosen, the panels are about that one', async (t) => {
    const { page } = await come(t);
    await choose(page, 'Instance', 'cp-1');
    for (const other of ['cp-2', 'cp-3']) await gone(page, 'All certificates and authorities', other);
    await panel(page, 'All certificates and authorities').getByText('cp-1', { exact: true }).first().waitFor();
    await panel(page, 'Critical').filter({ hasText: /^0$/ }).waitFor();
    await panel(page, 'First certificate to end')
      .filter({ hasText: /^305\s*d$/ })
      .waitFor();
    await panel(page, 'Problems').filter({ hasText: 'No data' }).waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`its picture in the documents shows what it shows: ${colorScheme}`, async (t) => {
      const { page } = await come(t, { colorScheme, viewport: picture });
      const file = join(repository, `docs/images/dashboard-${colorScheme}.png`);
      if (process.env['UPDATE'] === '1') await page.screenshot({ path: file });
      assert.deepEqual(sizeOf(await readFile(file)), picture);
    });
  }
});

describe('the dashboard of a fleet', () => {
  const come = visitsOf(fleetDashboard);

  test('its tables say which cluster and node, and a cluster and a node can be chosen', async (t) => {
    const { page } = await come(t);
    assert.match(await said(page, 'Warning'), /^2$/);
    const places = async (column: 'Cluster' | 'Node') => {
      const rows = await rowsOf(page, 'All certificates and authorities');
      return [...new Set(rows.map((row) => row[column]))].sort();
    };
    assert.deepEqual(await places('Cluster'), ['prod-eu', 'prod-us']);
    await choose(page, 'Cluster', 'prod-us');
    await panel(page, 'Warning').filter({ hasText: /^1$/ }).waitFor();
    await gone(page, 'All certificates and authorities', 'prod-eu');
    assert.deepEqual(await places('Cluster'), ['prod-us']);
    await choose(page, 'Node', 'cp-1');
    await panel(page, 'Warning').filter({ hasText: /^0$/ }).waitFor();
    for (const other of ['cp-2', 'cp-3']) await gone(page, 'All certificates and authorities', other);
    assert.deepEqual([await places('Cluster'), await places('Node')], [['prod-us'], ['cp-1']]);
  });
});

/** Of a dashboard that is there for the tests of this suite: how one of them comes to it, when all of it is drawn. */
function visitsOf(drawnDashboard: (t: Ending) => Promise<string>) {
  const ends: (() => void | Promise<void>)[] = [];
  let browser: Browser;
  let address: string;
  before(async () => {
    address = await drawnDashboard({ after: (end) => void ends.unshift(end) });
    browser = await startedChromium();
    ends.unshift(() => browser.close());
  });
  after(async () => {
    for (const end of ends) await end();
  });
  return async (t: TestContext, person: Parameters<typeof visit>[3] = {}): Promise<Visit> => {
    const seen = await visit(t, browser, address, { viewport: { width: 1600, height: 2800 }, ...person });
    await allDrawn(seen.page);
    return seen;
  };
}

const singleValues: Readonly<Record<string, RegExp>> = {
  Critical: /^1$/,
  'Not decided': /^0$/,
  Warning: /^1$/,
  Well: /^1$/,
  'First certificate to end': /^-2 ?d$/,
  'First authority to end': /^(8\.99|9\.00) ?years$/,
  'Oldest look': /^\d+(\.\d+)? ?(s|mins)$/,
  'Interrupted runs': /^0$/,
  'Failed, not made good': /^0$/,
  'Since the last renewal': /^\d+(\.\d+)? ?(s|mins)$/,
  'Next renewal due in': /^-92 ?d$/,
  // Less than nothing while it is open.
  'Window opens in': /^-?\d+(\.\d+)? ?(days?|hours?|mins?|s)$/,
  'Runs that can be undone': /^1$/,
};

const firstRows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Problems: { Certificate: 'admin.conf', Problem: 'expiring', Instance: 'cp-2' },
  Versions: { perennial: packageJson.version, Runtime: `node ${process.version}`, Instance: 'cp-1' },
};

const picture = { width: 1600, height: 1210 };
