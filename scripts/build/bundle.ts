import { join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { pageAssets } from '../../src/faces/web/page-assets.ts';
import { repository } from '../setup.mjs';

/** The program as CommonJS: what every command needs, and the parts that `await import()` loads on use. */
export interface Bundle {
  readonly main: string;
  /** By the name under which `main` asks for them. */
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * esbuild splits only ES modules, and Node 24 starts a single executable only from CommonJS; so the split output is
 * turned into CommonJS piece by piece. Pieces share modules as the source does: one class PerennialError for all.
 */
export async function bundled(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: ['src/start.ts'],
    absWorkingDir: repository,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    // CommonJS has no `import.meta`; where the sources would be is asked only where there are some.
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [finishedPage],
  });
  const parts: Record<string, string> = {};
  for (const { path, text } of outputFiles) parts[path.replace(/^.*\//, '')] = await asCommonJs(text);
  const { 'start.js': entry = '', ...others } = parts;
  return { main: `${loader}(function(require,module,exports){${entry}\n})(load,module,exports);\n`, parts: others };
}

/** The executable has no sources to bundle a page from: the module that does so is replaced by one that has the three texts. */
const finishedPage: Plugin = {
  name: 'finished-page',
  setup(bundling) {
    bundling.onLoad({ filter: /[/]faces[/]web[/]page-assets\.ts$/ }, async () => ({
      contents: `export const pageAssets = async () => (${JSON.stringify(await pageAssets())});`,
      loader: 'js',
      resolveDir: join(repository, 'src/faces/web'),
    }));
  },
};

async function asCommonJs(code: string): Promise<string> {
  const options = {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    supported: { 'dynamic-import': false },
  } as const;
  return (await transform(code, { ...options, minifyWhitespace: true, logLevel: 'warning' })).code;
}

/** Finds a part among the executable's assets, compiles it once, and leaves every other name to Node. */
const loader = `'use strict';
const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');
const loaded = new Map();
function load(name) {
  if (!name.startsWith('./')) return require(name);
  let part = loaded.get(name);
  if (part === undefined) {
    part = { exports: {} };
    loaded.set(name, part);
    const run = compileFunction(getAsset(name.slice(2), 'utf8'), ['require', 'module', 'exports'], { filename: name });
    run(load, part, part.exports);
  }
  return part.exports;
}
`;
