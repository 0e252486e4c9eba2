import type { Locator, Page } from 'playwright-core';
import { dashboard } from '../prometheus/dashboard-file.ts';

/** The kinds of panels that show something. */
export const shown = ['stat', 'bargauge', 'state-timeline', 'table'];

/** In the order of the dashboard. */
export const titlesOf = (types: readonly string[]): readonly string[] =>
  dashboard()
    .panels.filter(({ type }) => types.includes(type))
    .map(({ title }) => title);

export const panel = (page: Page, title: string): Locator =>
  page.getByTestId(`data-testid Panel header ${title}`).getByTestId('data-testid panel content');

/** What stands in a panel, on one line. */
export const said = async (page: Page, title: string): Promise<string> =>
  (await panel(page, title).innerText()).replaceAll(/\s+/g, ' ').trim();

/** Every panel has words in it. */
export async function allDrawn(page: Page): Promise<void> {
  const contents = page.getByTestId('data-testid panel content');
  await contents.nth(titlesOf(shown).length - 1).waitFor();
  for (const one of await contents.all()) await one.filter({ hasText: /\S/ }).waitFor();
}

/** By the head of each column. */
export async function rowsOf(page: Page, title: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const heads = await panel(page, title).getByRole('columnheader').allInnerTexts();
  const rows = await panel(page, title)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('gridcell').allInnerTexts()));
  return cells.map((row) => Object.fromEntries(row.map((cell, index) => [heads[index]?.trim() ?? '', cell.trim()])));
}

/** One value of a variable instead of all. */
export async function choose(page: Page, variable: string, value: string): Promise<void> {
  const field = page.getByTestId('data-testid template variable').filter({ hasText: variable });
  await field.getByRole('combobox').fill(value);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
}

/** Waits until no cell of a table says this any more. */
export async function gone(page: Page, title: string, words: string): Promise<void> {
  await panel(page, title).getByText(words, { exact: true }).first().waitFor({ state: 'detached' });
}
