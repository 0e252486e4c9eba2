import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { DAY } from '../../src/core/instant.ts';
import { startedChromium, visit, type Visit } from './chromium.ts';
import { threeNodes, writeFleet, writeReport } from './fleet.ts';
import { sizeOf } from './png.ts';
import { type ServedPage, servedPage } from './served-page.ts';
import { violations } from './violations.ts';

describe('the page, in a real browser', () => {
  let browser: Browser;
  let served: ServedPage;
  let folder: string;
  const now = Date.now();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perennial-page-'));
    await writeFleet(folder, { 'prod-eu': threeNodes(now) });
    browser = await startedChromium();
    served = await servedPage('--reports', folder);
  });
  after(async () => {
    await browser.close();
    await served.stop();
    await rm(folder, { recursive: true });
  });
  const come = (t: TestContext, query = '', person: Parameters<typeof visit>[3] = {}): Promise<Visit> =>
    visit(t, browser, `${served.address}${query}`, person);

  test('the verdict comes first, then what to do with the command that does it', async (t) => {
    const { page } = await come(t);
    assert.equal((await page.getByRole('heading', { level: 1 }).innerText()).trim(), '1 node needs attention');
    const [first] = await page.locator('section').all();
    assert.match((await first?.innerText()) ?? '', /What to do\s+Act soon\s+scheduler.conf cp-3\s+ends in 22 days/);
  });

  test('every certificate is a bar on one axis, authorities above the leaves of their node', async (t) => {
    const { page } = await come(t);
    const names = await page.getByRole('group', { name: 'prod-eu / cp-1' }).locator('.bar .name').allInnerTexts();
    assert.equal(names.length, 13);
    assert.deepEqual(names.slice(0, 3), ['ca', 'etcd-ca', 'front-proxy-ca']);
    const bar = page.getByRole('button', {
      name: /scheduler.conf on cp-3: valid from .* until .*, renewal due from /,
    });
    assert.equal(await bar.locator('rect.now').count(), 1);
    assert.equal(await page.locator('.bar').count(), 39);
  });

  test('the span and the grouping of the timeline are in the address', async (t) => {
    const { page } = await come(t);
    await page.getByRole('button', { name: '10 years' }).click();
    await page.getByRole('button', { name: 'certificate', exact: true }).click();
    assert.equal(new URL(page.url()).search, '?zoom=10y&group=certificate');
    assert.equal(await page.getByRole('group', { name: 'etcd-server' }).locator('.bar').count(), 3);
  });

  test('a filter is typed, stands in the address, and is there again after a reload', async (t) => {
    const { page } = await come(t);
    await page.getByRole('searchbox').fill('etcd cp-2');
    await page.getByText('5 of 39 certificates').waitFor();
    assert.equal(new URL(page.url()).search, '?q=etcd+cp-2');
    await page.reload();
    await page.getByText('5 of 39 certificates').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'etcd cp-2');
  });

  test('what is filtered can be taken along as CSV and as JSON', async (t) => {
    const { page } = await come(t, '?q=scheduler&node=cp-3');
    const fetched = async (name: string): Promise<string> => {
      const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
      return await (await page.request.get(new URL(href, served.address).href)).text();
    };
    const csv = (await fetched('CSV')).trim().split(/\r?\n/);
    assert.equal(csv.length, 2);
    assert.match(csv[1] ?? '', /scheduler\.conf/);
    assert.match(await fetched('JSON'), /scheduler\.conf/);
  });

  test('a week of the heat strip leads to what ends in it', async (t) => {
    const { page } = await come(t);
    await page.getByRole('button', { name: /^cp-3, .*: 8 certificates end$/ }).click();
    await page.getByText('8 of 39 certificates').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('39 certificates', { exact: true }).waitFor();
  });

  test('by the keyboard alone a certificate is opened, read and closed', async (t) => {
    const { page } = await come(t);
    await page
      .getByRole('row', { name: /scheduler.conf/ })
      .getByRole('button')
      .first()
      .focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const said = await dialog.innerText();
    for (const word of [
      'scheduler.conf',
      'ends in 22 days',
      'perennial renew scheduler.conf',
      'signed by ca',
      'Served as on disk',
    ])
      assert(said.includes(word), word);
    assert.match(page.url(), /open=prod-eu%2Fcp-3%2Fscheduler\.conf/);
    assert(await dialog.evaluate((element) => element.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.doesNotMatch(page.url(), /open=/);
  });

  test('a link to a certificate opens it, and the back button closes what was opened', async (t) => {
    const { page } = await come(t, '?open=prod-eu%2Fcp-1%2Fapiserver');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page
      .getByRole('row', { name: /scheduler.conf/ })
      .getByRole('button')
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('a browser that prefers Traditional Chinese is answered in it', async (t) => {
    const { page } = await come(t, '', { locale: 'zh-TW' });
    assert.equal((await page.getByRole('heading', { level: 1 }).innerText()).trim(), '1 個節點需要處理');
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hant');
    assert.match(await page.getByRole('button', { name: /cp-3 上的 scheduler.conf/ }).innerText(), /天後/);
  });

  test('nothing is asked of anybody else, and the policy of the page refuses nothing that it needs', async (t) => {
    const { page, asked, complaints } = await come(t);
    await page
      .getByRole('row', { name: /apiserver/ })
      .getByRole('button')
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual([...new Set(asked.map((address) => new URL(address).origin))], [new URL(served.address).origin]);
    const other = complaints.filter((text) => !text.includes('404'));
    assert.deepEqual(other, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1180, 400]) {
      test(`axe finds nothing to complain of, ${colorScheme}, ${String(width)} px wide, closed and open`, async (t) => {
        const { page } = await come(t, '', { colorScheme, viewport: { width, height: 900 } });
        assert.deepEqual(await violations(page), []);
        await page
          .getByRole('row', { name: /scheduler.conf/ })
          .getByRole('button')
          .first()
          .click();
        await page.getByRole('dialog').waitFor();
        assert.deepEqual(await violations(page), []);
      });
    }
  }

  test('400 px are wide enough: nothing has to be scrolled sideways', async (t) => {
    const { page } = await come(t, '', { viewport: { width: 400, height: 800 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400);
  });

  test('printed, it has all rows of the table in sight and nothing to press', async (t) => {
    const { page } = await come(t);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('searchbox').isVisible(), false);
    assert.equal(await page.locator('.frame').evaluate((frame) => frame.scrollHeight > frame.clientHeight), false);
  });

  test('when a report changes, the page does without being loaded again', async (t) => {
    const { page } = await come(t);
    const [, second] = threeNodes(now);
    assert(second !== undefined);
    const dead = { code: 'expired', severity: 'critical', subject: 'apiserver', message: 'is over' } as const;
    const report = { ...second, verdict: { status: 'critical', sentence: 'act now' } as const, findings: [dead] };
    await writeReport(folder, 'prod-eu', report);
    await page.getByRole('heading', { level: 1, name: '2 nodes need attention' }).waitFor();
    await writeReport(folder, 'prod-eu', second);
    await page.getByRole('heading', { level: 1, name: '1 node needs attention' }).waitFor();
  });

  test('a node that was not looked at for three looks is told once', async (t) => {
    const { page } = await come(t);
    const [, second] = threeNodes(now);
    assert(second !== undefined);
    await writeReport(folder, 'prod-eu', { ...second, takenAt: now - 4 * DAY });
    await page.getByText('Nothing heard lately of cp-2').waitFor();
    assert.deepEqual(await page.locator('.findings li', { hasText: 'cp-2' }).locator('strong').allInnerTexts(), [
      'cp-2',
    ]);
    await writeReport(folder, 'prod-eu', second);
    await page.getByRole('heading', { level: 1, name: '1 node needs attention' }).waitFor();
  });

  test('what the server says no more is shown as that', async (t) => {
    const other = await servedPage('--reports', folder);
    const { page } = await visit(t, browser, other.address);
    await page.getByText('live', { exact: true }).waitFor();
    await other.stop();
    await page.getByText('connection lost, trying again').waitFor();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`its picture in the documents shows what it shows: ${colorScheme}`, async (t) => {
      const { page } = await come(t, '', { colorScheme, viewport: picture });
      const file = join(import.meta.dirname, `../../docs/images/page-${colorScheme}.png`);
      if (process.env['UPDATE'] === '1') await page.screenshot({ path: file });
      assert.deepEqual(sizeOf(await readFile(file)), picture);
    });
  }
});

const picture = { width: 1180, height: 1180 };
