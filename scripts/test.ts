import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { repository } from './setup.mjs';

/** These need root, Go or a real kubeadm: `npm run test:cluster`. */
const elsewhere = ['test/cluster/', 'test/interop/kubeadm/'];

const wanted = process.argv.slice(2);
const files = globSync('{src,test}/**/*.test.ts', { cwd: repository, exclude: ['**/node_modules/**'] })
  .filter((file) => !elsewhere.some((folder) => file.startsWith(folder)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(', ')}`);
  process.exitCode = 1;
} else {
  process.exitCode = statusOfTests();
}

/** The runner's closing lines come last, whatever the terminal. */
function statusOfTests(): number {
  const { status } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--test',
      `--test-concurrency=${String(Math.max(2, availableParallelism()))}`,
      '--test-timeout=150000',
      '--test-reporter=spec',
      ...files,
    ],
    { cwd: repository, stdio: 'inherit' },
  );
  return status ?? 1;
}
