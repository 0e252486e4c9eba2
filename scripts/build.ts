import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from './build/bundle.ts';
import type { Bundle } from './build/bundle.ts';
import { writeExecutable } from './build/executable.ts';
import { writeCompanions } from './build/companions.ts';
import { repository } from './setup.mjs';

// npm run build: dist/perennial, and dist/share with man pages and completion. npm run build -- --verify: builds it again elsewhere, and fails where a byte differs.
const bundle = await bundled();
const executable = writeExecutable(bundle, join(repository, 'dist'));
console.log(`dist/perennial  ${megabytes(statSync(executable).size)}  ${digestOf(executable)}`);
console.log(
  `  loaded at every start ${kilobytes(bundle.main)}, parts on use ${kilobytes(...Object.values(bundle.parts))}`,
);
console.log(`dist/share  ${writeCompanions(join(repository, 'dist'))} man pages and scripts for completion`);
if (process.argv.includes('--verify')) await verify(executable);

async function verify(first: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-build-'));
  try {
    const second = digestOf(writeExecutable(await bundled(), folder));
    const same = second === digestOf(first);
    console.log(same ? 'built twice: bit for bit the same' : `built twice: differs, the second is ${second}`);
    process.exitCode = same ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function digestOf(file: string): string {
  return `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function kilobytes(...texts: Bundle['main'][]): string {
  return `${(texts.reduce((sum, text) => sum + text.length, 0) / 1000).toFixed(0)} kB`;
}
