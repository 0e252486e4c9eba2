import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode, repository } from '../setup.mjs';
import type { Bundle } from './bundle.ts';

/** Node's fixed mark for "an application may be injected here". */
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Writes `folder/perennial`: the stripped runtime with the bundle inside. The same bundle gives the same bytes. */
export function writeExecutable(bundle: Bundle, folder: string): string {
  const work = join(folder, 'build');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'parts'), { recursive: true });
  const runtime = strippedRuntime(work);
  inject(preparedBlob(bundle, { work, runtime }), runtime);
  if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', runtime]);
  const executable = join(folder, 'perennial');
  renameSync(runtime, executable);
  rmSync(work, { recursive: true });
  return executable;
}

/** Stripped before the injection: stripping afterwards cuts the program off (postject issue 90). */
function strippedRuntime(work: string): string {
  const runtime = join(work, 'runtime');
  copyFileSync(pinnedNode() ?? process.execPath, runtime);
  chmodSync(runtime, 0o755);
  if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', runtime]);
  else strip(runtime);
  return runtime;
}

function strip(runtime: string): void {
  try {
    execFileSync('strip', [runtime]);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    throw new Error('strip is missing: it comes with binutils (apt-get install binutils, dnf install binutils)');
  }
}

/** Names are relative, so that where the checkout lies is not in the bytes. No code cache: it differs from build to build. */
function preparedBlob(bundle: Bundle, { work, runtime }: { readonly work: string; readonly runtime: string }): string {
  writeFileSync(join(work, 'main.cjs'), bundle.main);
  const assets: Record<string, string> = {};
  for (const [name, code] of Object.entries(bundle.parts).sort()) {
    assets[name] = `parts/${name}`;
    writeFileSync(join(work, 'parts', name), code);
  }
  const config = {
    main: 'main.cjs',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    // Otherwise NODE_OPTIONS of whoever calls it runs foreign code inside a program of root's.
    execArgvExtension: 'none',
    assets,
  };
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config));
  execFileSync(runtime, ['--experimental-sea-config', 'sea.json'], {
    cwd: work,
    stdio: 'pipe',
  });
  return join(work, 'blob');
}

/** In a process of its own: it warns about every section without a name, which says nothing. */
function inject(blob: string, runtime: string): void {
  const postject = join(repository, 'node_modules', '.bin', 'postject');
  const args = [runtime, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', sentinelFuse, '--macho-segment-name', 'NODE_SEA'];
  execFileSync(process.execPath, [realpathSync(postject), ...args], { stdio: 'pipe' });
}
