import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The page as a browser gets it: three texts, and nothing from anywhere else. */
export interface PageAssets {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

const folder = join(import.meta.dirname, 'page');

/** In a checkout the page is bundled when it is first asked for; scripts/build/bundle.ts puts the finished texts in this module's place. */
export async function pageAssets(): Promise<PageAssets> {
  const { pageScript } = await import('./page-script.ts');
  const [html, style] = await Promise.all(
    ['page.html', 'page.css'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return { html: html ?? '', style: style ?? '', script: await pageScript(folder) };
}
