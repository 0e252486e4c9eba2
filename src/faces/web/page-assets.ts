import { access, readFile } from 'node:fs/promises';
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
  if (!(await isThere(join(folder, 'main.tsx')))) return placeholder;
  const { pageScript } = await import('./page-script.ts');
  const [html, style] = await Promise.all(
    ['page.html', 'page.css'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return { html: html ?? '', style: style ?? '', script: await pageScript(folder) };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const placeholder: PageAssets = {
  html: '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>perennial</title><link rel="stylesheet" href="/assets/page.css"></head><body><main id="page"><p><img src="/badge.svg" alt="verdict"></p><ul id="nodes"></ul></main><script src="/assets/page.js" defer></script></body></html>\n',
  style: 'body{font:16px system-ui;margin:2rem}\n',
  script:
    "new EventSource('/api/v1/events').addEventListener('overview',({data})=>{const list=document.getElementById('nodes');list.replaceChildren(...JSON.parse(data).nodes.map(({node,seen})=>{const item=document.createElement('li');item.textContent=node+': '+(seen.verdict?seen.verdict.sentence:seen.kind);return item}))});\n",
};
