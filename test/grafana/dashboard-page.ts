import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';
import type { Ending } from '../ending.ts';

const folder = import.meta.dirname;
const packages = join(folder, 'node_modules');

/** A page that draws this dashboard (its JSON) of this Prometheus, until the end of the test; its address. */
export async function dashboardPage(t: Ending, dashboard: string, prometheus: string): Promise<string> {
  const { script, style } = await bundled();
  const app = new Hono()
    .get('/', (c) => c.html(html))
    .get('/page.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }))
    .get('/page.css', (c) => c.body(style, 200, { 'content-type': 'text/css' }))
    .get('/dashboard.json', (c) => c.body(dashboard, 200, { 'content-type': 'application/json' }))
    .get('/public/build/img/icons/:set/:name{[a-z-]+\\.svg}', async (c) => {
      const { set, name } = c.req.param();
      const icon = await readFile(join(packages, '@grafana/ui/dist/public/img/icons', set, name));
      return c.body(new Uint8Array(icon), 200, { 'content-type': 'image/svg+xml' });
    })
    .get('/public/fonts/*', (c) => c.body(null, 204))
    .get('/prometheus/*', async (c) => {
      const { pathname, search } = new URL(c.req.url);
      const answer = await fetch(`http://${prometheus}${pathname.slice('/prometheus'.length)}${search}`);
      return c.json((await answer.json()) as object);
    });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  t.after(() => void server.close());
  if (!server.listening) await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

async function bundled(): Promise<{ readonly script: string; readonly style: string }> {
  if (!existsSync(packages)) throw new Error("Grafana's libraries are not there: npm ci --prefix test/grafana");
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'page/main.tsx')],
    tsconfig: join(folder, 'page/tsconfig.json'),
    outdir: folder,
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.woff2': 'empty', '.woff': 'empty', '.ttf': 'empty', '.svg': 'dataurl' },
    logLevel: 'error',
  });
  const [script = '', style = ''] = ['.js', '.css'].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text,
  );
  return { script, style };
}

const html = `<!doctype html>
<html lang="en">
<title>A dashboard</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<style>#page { box-sizing: border-box; width: 100vw; padding: 12px 16px }</style>
<div id="page"></div>
<script>window.grafanaBootData = { settings: {}, user: {}, navTree: [] }; window.__grafana_public_path__ = '/public/';</script>
<script type="module" src="/page.js"></script>
</html>
`;
