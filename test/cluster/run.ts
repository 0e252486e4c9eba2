import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtKubeadm } from './lab/kubernetes.ts';
import { assertUsable, ensurePackages } from './lab/packages.ts';
import { builtToolchain } from './lab/toolchain.ts';
import { NEWEST } from './test-control-plane.ts';

// npm run test:cluster [-- PART OF A FILE'S NAME...] [--all]. What is built once is found again; --all adds every cut of
// the crash suite, which needs no cluster and takes long.

const repository = join(import.meta.dirname, '../..');

/** What kubeadm changed between these is what its interoperability tests are about; NEWEST comes with the lab. */
const kubeadmVersions = ['1.29.6', '1.33.13', NEWEST, '1.37.2'];

const wanted = process.argv.slice(2).filter((word) => word !== '--all');
const interop = matching('test/interop/kubeadm/*.test.ts');
const cluster = matching('test/cluster/*.test.ts');
const crash = process.argv.includes('--all') ? matching('test/crash/*.test.ts') : [];

try {
  await assertUsable();
  if (interop.length + cluster.length + crash.length === 0) throw new Error(`no test is called ${wanted.join(', ')}`);
  process.exitCode = await allRun();
} catch (error) {
  console.error(`test:cluster: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function allRun(): Promise<number> {
  await ensurePackages();
  if (cluster.length > 0) {
    if (isStale('dist/perennial') && !node(['scripts/build.ts'])) throw new Error('npm run build failed');
    await told(`Kubernetes ${NEWEST}, etcd and containerd`, () => builtToolchain(NEWEST));
  }
  const kubeadms = await mkdtemp(join(tmpdir(), 'perennial-kubeadms-'));
  try {
    if (interop.length > 0) await linkKubeadms(kubeadms);
    const passed = [
      tested([...interop, ...cluster], { PERENNIAL_KUBEADM: kubeadms }),
      tested(crash, { PERENNIAL_CRASH: 'all' }),
    ];
    const isPublished = cluster.length === 0 || node(['scripts/benchmarks.ts']);
    return passed.every(Boolean) && isPublished ? 0 : 1;
  } finally {
    await rm(kubeadms, { recursive: true });
  }
}

/** `<folder>/<version>/kubeadm`, as the interoperability tests look for them. */
async function linkKubeadms(folder: string): Promise<void> {
  for (const version of kubeadmVersions) {
    const path = await told(`kubeadm ${version}`, () => builtKubeadm(version));
    await mkdir(join(folder, version));
    await symlink(path, join(folder, version, 'kubeadm'));
  }
}

/** One file after the other: each has machines of its own, and figures are taken from them. The runner's closing lines come last. */
function tested(files: readonly string[], env: Readonly<Record<string, string>>): boolean {
  if (files.length === 0) return true;
  console.log(`==== ${String(files.length)} test files`);
  const options = ['--test', '--test-concurrency=1', '--test-timeout=1200000', '--test-reporter=spec'];
  return node([...options, ...files], env);
}

/** Runs a script or the test runner of this Node to its end; whether it succeeded. */
function node(argv: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...argv], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return status === 0;
}

/** Whether it is missing or older than anything it is made from. */
function isStale(built: string): boolean {
  const path = join(repository, built);
  if (!existsSync(path)) return true;
  const sources = globSync(['src/**/*.ts', 'scripts/build.ts', 'scripts/build/*.ts', 'package-lock.json'], {
    cwd: repository,
  });
  const builtAt = statSync(path).mtimeMs;
  return sources.some((file) => !file.endsWith('.test.ts') && statSync(join(repository, file)).mtimeMs > builtAt);
}

function matching(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: repository })
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .toSorted();
}

/** Says what may take minutes the first time, and nothing takes the second. */
async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  console.log(`==== ${what}`);
  return await work();
}
