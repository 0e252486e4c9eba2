import type { Browser, Page } from 'playwright-core';

export interface Paints {
  /** In a context and a renderer that are new each time, in milliseconds from the navigation on. */
  readonly cold: readonly number[];
  /** In a tab that was there before, nothing kept in its cache. */
  readonly warm: readonly number[];
}

/** First contentful paint of each address, the addresses in turn, so that what else the machine does falls on all alike. */
export async function firstPaints(
  browser: Browser,
  addresses: readonly string[],
  times: number,
): Promise<readonly Paints[]> {
  const paints = addresses.map(() => ({ cold: [] as number[], warm: [] as number[] }));
  for (let time = 0; time < times; time += 1) {
    for (const [index, address] of addresses.entries()) {
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1180, height: 900 } });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      paints[index]?.cold.push(await firstPaint(page, address));
      await drawn(page);
      paints[index]?.warm.push(await firstPaint(page, address));
      await context.close();
    }
  }
  return paints;
}

/** Nothing of the visit before is still being worked at. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.getElementById('first') === null);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

async function firstPaint(page: Page, address: string): Promise<number> {
  await page.goto(address);
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint !== undefined) resolve(paint.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      }),
  );
}
