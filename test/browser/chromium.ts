import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';

/** What else it would look for on the network at every start. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real browser, with a profile that nobody used before. */
export async function startedChromium(): Promise<Browser> {
  if (!existsSync(PROGRAM)) throw new Error(`the tests of the page need ${PROGRAM}: apt-get install chromium`);
  return await chromium.launch({ executablePath: PROGRAM, args: quiet });
}

export interface Visit {
  readonly page: Page;
  /** What the browser complained of: errors, and everything its policy refused. */
  readonly complaints: readonly string[];
  /** Every address it asked. */
  readonly asked: readonly string[];
}

/** A person comes to the address, and leaves at the end of the test. */
export async function visit(
  t: TestContext,
  browser: Browser,
  address: string,
  person: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1180, height: 900 }, ...person });
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  await page.locator('#page h1').waitFor();
  return { page, complaints, asked };
}
