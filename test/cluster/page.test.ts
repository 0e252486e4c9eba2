import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { startedChromium, visit } from '../browser/chromium.ts';
import { firstPaints } from '../browser/first-paint.ts';
import { manyClusters, threeNodes, writeFleet, writeReport } from '../browser/fleet.ts';
import { servedPage } from '../browser/served-page.ts';
import { waitUntil } from './lab/wait-until.ts';
import { publish } from './results.ts';

// Figures of the page: its weight, how soon it is seen, ten thousand certificates filtered, and what the server costs in the long run.
describe('the page in figures', () => {
  let browser: Browser;
  const figures: Record<string, unknown> = {};
  before(async () => {
    browser = await startedChromium();
  });
  after(async () => {
    await browser.close();
    publish('page', figures);
  });

  test('what a browser loads, and when something is to be seen', async (t) => {
    const folder = await folderOf(t, { 'prod-eu': threeNodes(Date.now()) });
    const served = await servedPage('--reports', folder);
    t.after(() => served.stop());
    await waitUntil(async () => (await fetch(`${served.address}readyz`)).ok || undefined, READY);
    const parts = await Promise.all(['', 'assets/page.js'].map((path) => bytes(`${served.address}${path}`)));
    const compressed = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
    // One line of text by the same server: what the browser and the machine take for themselves.
    const [page, line] = await firstPaints(browser, [served.address, `${served.address}healthz`], VISITS);
    assert(page !== undefined && line !== undefined);
    figures['weight'] = { bytes: parts.reduce((sum, part) => sum + part.length, 0), compressed };
    figures['firstPaintMilliseconds'] = {
      of: VISITS,
      cold: { page: spreadOf(page.cold), control: spreadOf(line.cold) },
      warm: { page: spreadOf(page.warm), control: spreadOf(line.warm) },
    };
  });

  test('ten thousand certificates, filtered key by key', async (t) => {
    const folder = await folderOf(t, manyClusters(Date.now()));
    const served = await servedPage('--reports', folder);
    t.after(() => served.stop());
    const { page } = await visit(t, browser, served.address);
    await page.getByText('10,000 certificates', { exact: true }).waitFor();
    const latencies: number[] = [];
    for (const words of ['s', 'se', 'serv', 'service-4', 'service-4 cluster-1', 'service-4 cluster-19', '']) {
      latencies.push(await page.getByRole('searchbox').evaluate(typed, words));
    }
    const drawn = await page.locator('tbody tr').count();
    assert(drawn < 200, `${String(drawn)} rows are in the document`);
    figures['filterAtTenThousand'] = {
      medianMilliseconds: median(latencies),
      longestMilliseconds: Math.max(...latencies),
      rowsDrawn: drawn,
    };
  });

  test('memory after as many changes as a day has looks of a minute', async (t) => {
    const reports = threeNodes(Date.now());
    const folder = await folderOf(t, { 'prod-eu': reports });
    const served = await servedPage('--reports', folder);
    t.after(() => served.stop());
    await waitUntil(async () => (await fetch(`${served.address}readyz`)).ok || undefined, READY);
    const first = residentKilobytes(served.processId);
    const [report] = reports;
    assert(report !== undefined);
    for (let minute = 0; minute < MINUTES; minute += 1) {
      await writeReport(folder, 'prod-eu', { ...report, takenAt: report.takenAt + minute });
      // As a scraper asks, and within what the server allows one address.
      if (minute % SCRAPE === 0) await bytes(`${served.address}metrics`);
    }
    figures['memory'] = {
      requests: MINUTES / SCRAPE,
      firstMegabytes: first / 1024,
      lastMegabytes: residentKilobytes(served.processId) / 1024,
    };
  });
});

const VISITS = 20;
const READY = { what: 'the first look', deadlineMs: 30_000 };
const MINUTES = 24 * 60;
const SCRAPE = 20;

async function folderOf(
  t: { after(undo: () => Promise<void>): void },
  clusters: Parameters<typeof writeFleet>[1],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-page-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFleet(folder, clusters);
  return folder;
}

async function bytes(address: string): Promise<Buffer> {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  return Buffer.from(await response.arrayBuffer());
}

/** In the browser: from the key to the second frame after it, by which what it changed is drawn. */
async function typed(input: Element, words: string): Promise<number> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const begun = performance.now();
  Object.assign(input, { value: words });
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await frame();
  await frame();
  return performance.now() - begun;
}

const spreadOf = (values: readonly number[]) => ({ median: median(values), longest: Math.max(...values) });

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

function residentKilobytes(processId: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(processId)}/status`, 'utf8'))?.[1]);
}
