import { readFile, writeFile } from 'node:fs/promises';

/**
 * One user's watchers of files are counted over all machines of the lab, and the kernel's default of 128 is used up by six of them:
 * systemd, containerd and a kubelet each have several, and one that gets none more does not start (inotify(7)).
 */
export async function allowEnoughWatchers(): Promise<void> {
  const allowed = Number(await readFile(INSTANCES, 'utf8'));
  if (allowed < ENOUGH) await writeFile(INSTANCES, String(ENOUGH));
}

const INSTANCES = '/proc/sys/fs/inotify/max_user_instances';
const ENOUGH = 4096;
