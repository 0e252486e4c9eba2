import type { UpgradeTraces } from '../../core/inventory.ts';
import { CONFIG_FOLDER } from '../../core/kubeadm/layout.ts';
import type { Path } from '../../core/names.ts';
import type { Files } from '../../ports/node.ts';
import { valueOf } from './reading.ts';

const TEMPORARY_FOLDER: Path = `${CONFIG_FOLDER}/tmp`;

/** The last of them are enough to tell one more from none. */
const MOST_BACKUPS = 50;

/** What `kubeadm upgrade` left in its folder for temporary files (cmd/kubeadm/app/constants, `CreateTempDir`). */
export async function readUpgradeTraces(files: Files): Promise<UpgradeTraces> {
  const entries = valueOf(await files.entries(TEMPORARY_FOLDER)) ?? [];
  const folders = entries.flatMap(({ name, isFolder }) => (isFolder ? [name] : []));
  const backups = folders.filter((name) => /^kubeadm-backup-manifests-[\d-]{10,40}$/.test(name)).slice(-MOST_BACKUPS);
  const unfinished = folders.filter((name) => /^kubeadm-upgraded-manifests\d+$/.test(name)).slice(-MOST_BACKUPS);
  const touched = await Promise.all(unfinished.map((name) => touchedAt(files, `${TEMPORARY_FOLDER}/${name}`)));
  const known = touched.filter((at) => at !== undefined);
  return { backups, ...(known.length > 0 && { unfinishedSince: Math.max(...known) }) };
}

/** It may be gone since it was listed: then the upgrade is over. */
async function touchedAt(files: Files, folder: Path): Promise<number | undefined> {
  try {
    return await files.changedAt(folder);
  } catch {
    return undefined;
  }
}
