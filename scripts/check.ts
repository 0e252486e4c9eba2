import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { repository } from './setup.mjs';

/** What `npm run check` means, in the order of what is quickest to mend. */
const checks: readonly { readonly name: string; readonly argv: readonly string[] }[] = [
  { name: 'format', argv: ['biome', 'format', '.'] },
  { name: 'types', argv: ['tsc', '--project', '.'] },
  { name: 'types of the page', argv: ['tsc', '--project', 'src/faces/web/page'] },
  { name: 'lint', argv: ['eslint', '--max-warnings=0', '.'] },
  { name: 'layers', argv: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'test', 'scripts'] },
  { name: 'dead code', argv: ['knip'] },
];

const failed = checks.filter((check) => !passes(check)).map(({ name }) => name);
console.log(failed.length === 0 ? `check: all ${String(checks.length)} pass` : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function passes({ name, argv }: { readonly name: string; readonly argv: readonly string[] }): boolean {
  const begun = performance.now();
  const [tool = '', ...args] = argv;
  const { status } = spawnSync(join(repository, 'node_modules', '.bin', tool), args, {
    cwd: repository,
    stdio: 'inherit',
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name} (${argv[0] ?? ''}), ${seconds} s`);
  return status === 0;
}
