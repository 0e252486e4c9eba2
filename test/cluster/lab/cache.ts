import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from './wait-until.ts';

export interface CacheEntry {
  /** What is built, with its version: `kubernetes-1.36.3`. */
  readonly name: string;
  /** Everything the result depends on besides the machine; another recipe is another entry. */
  readonly recipe: unknown;
}

const longestBuildMs = 60 * 60_000;
const underWay = new Map<string, Promise<string>>();

/** `${XDG_CACHE_HOME:-~/.cache}/perennial-lab`: built things only, no state; may be deleted when no machine runs. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'perennial-lab');
}

/** The folder of an entry, whether it is built or not. */
export function entryFolder(entry: CacheEntry): string {
  const digest = createHash('sha256').update(JSON.stringify(entry.recipe)).digest('hex').slice(0, 12);
  return join(cacheFolder(), `${entry.name}-${digest}`);
}

/**
 * The folder of an entry, built on first use. The build works in a folder beside it that is renamed when complete, so
 * an entry that exists is whole, whatever crashed before. A build by another process is waited for.
 */
export function cached(entry: CacheEntry, build: (folder: string) => Promise<void>): Promise<string> {
  const folder = entryFolder(entry);
  const building = underWay.get(folder) ?? buildOnce(entry, folder, build);
  underWay.set(folder, building);
  return building.finally(() => underWay.delete(folder));
}

async function buildOnce(entry: CacheEntry, folder: string, build: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  await waitUntil(async () => existsSync(folder) || !(await otherBuilder(folder)) || undefined, {
    what: `build of ${entry.name} by another process`,
    deadlineMs: longestBuildMs,
    everyMs: 1000,
  });
  if (existsSync(folder)) return folder;
  const building = `${folder}.building-${String(process.pid)}`;
  await mkdir(building);
  await build(building);
  await rename(building, folder);
  return folder;
}

/** Whether a living process builds this folder; what a dead one left is removed on the way. */
async function otherBuilder(folder: string): Promise<boolean> {
  const prefix = `${folder}.building-`;
  const names = (await readdir(cacheFolder())).map((name) => join(cacheFolder(), name));
  const builders = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const dead = builders.filter((pid) => !existsSync(`/proc/${pid}`) || pid === String(process.pid));
  for (const pid of dead) await rm(prefix + pid, { recursive: true, force: true });
  return builders.length > dead.length;
}
