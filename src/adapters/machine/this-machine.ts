import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { arch, availableParallelism, freemem, release, totalmem, uptime } from 'node:os';
import type { FolderFacts } from '../../core/doctor/machine-facts.ts';
import type { Reading } from '../../core/inventory.ts';
import type { Machine } from '../../ports/machine.ts';
import { wayTo } from './way-to.ts';

/** Runs a program of the machine to its end; 127 where there is none of the name. */
type Call = (argv: readonly string[]) => Promise<{ readonly status: number; readonly output: string }>;

/** What we ask of a unit: nothing that could show its environment. */
const properties = [
  'Id',
  'LoadState',
  'UnitFileState',
  'ActiveState',
  'SubState',
  'Result',
  'ExecMainStartTimestamp',
  'ExecMainExitTimestamp',
  'ExecMainStatus',
  'LastTriggerUSec',
  'NextElapseUSecRealtime',
  'NRestarts',
].map((name) => `--property=${name}`);

/** Folders are below `root`: a control plane that is no machine of its own (the sandbox) has them elsewhere. */
export function thisMachine(root: string, call: Call): Machine {
  const textOf = async (argv: readonly string[]): Promise<string | undefined> => {
    const { status, output } = await call(argv);
    return status === 0 ? output : undefined;
  };
  return {
    facts: () => ({
      ...(process.getuid !== undefined && { userId: process.getuid() }),
      platform: process.platform,
      kernel: release(),
      architecture: arch(),
      processors: availableParallelism(),
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
      uptimeSeconds: Math.floor(uptime()),
      runtime: { node: process.versions.node, openssl: process.versions.openssl },
    }),
    folder: (path) => folderFacts(join(root, path)),
    wayTo: (path) => wayTo(root, path),
    async unit(name) {
      const asked = await call(['systemctl', 'show', '--timestamp=utc', ...properties, '--', name]);
      // The option came with systemd 247: an older one says the same in its own time zone.
      if (/unrecognized option/.test(asked.output))
        return await textOf(['systemctl', 'show', ...properties, '--', name]);
      return asked.status === 0 ? asked.output : undefined;
    },
    journal: (unit, lines) =>
      textOf(['journalctl', '--no-pager', '--utc', '--output=short-iso', `--lines=${String(lines)}`, `--unit=${unit}`]),
  };
}

/** A link in the place of the folder is no folder: whoever made it could have it lead anywhere. */
async function folderFacts(path: string): Promise<Reading<FolderFacts>> {
  try {
    const stats = await lstat(path);
    if (!stats.isDirectory()) return { kind: 'unreadable', reason: 'not-a-file', detail: 'it is no folder' };
    return { kind: 'read', value: { mode: stats.mode & 0o7777, uid: stats.uid } };
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    if (code === 'ENOENT') return { kind: 'missing' };
    if (code === 'EACCES') return { kind: 'unreadable', reason: 'permission', detail: 'permission denied' };
    return { kind: 'unreadable', reason: 'io', detail: code };
  }
}
