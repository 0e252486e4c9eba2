import { MOST_CHARACTERS, overviewOfDocument, type FoundUnder } from '../core/overview/of-document.ts';
import type { Instant } from '../core/instant.ts';
import type { NodeOverview, Overview } from '../core/overview/overview.ts';
import { withSilence } from '../core/overview/silence.ts';
import { PerennialError } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import type { Files } from '../ports/node.ts';

/** More than that is no fleet, but somebody's mistake or malice. */
const MOST_CLUSTERS = 500;
const MOST_REPORTS = 5000;

/** What was read before, by path: a file that did not change since is not read again. */
export type ReadBefore = Map<Path, { readonly changedAt: Instant; readonly overview: NodeOverview }>;

/** Nodes by the documents in `folder/NODE.json` and `folder/CLUSTER/NODE.json`. */
export async function folderOverview(files: Files, folder: Path, now: Instant, before: ReadBefore): Promise<Overview> {
  const found = await reportsIn(files, folder);
  const nodes: NodeOverview[] = [];
  for (const { path, ...under } of found) nodes.push(await nodeAt(files, path, under, before));
  for (const path of before.keys()) if (!found.some((one) => one.path === path)) before.delete(path);
  return withSilence({ takenAt: now, nodes });
}

type Found = FoundUnder & { readonly path: Path };

async function reportsIn(files: Files, folder: Path): Promise<readonly Found[]> {
  const entries = await files.entries(folder);
  if (entries.kind !== 'read')
    throw new PerennialError(
      'file-unreadable',
      `${folder} cannot be read: ${entries.kind === 'unreadable' ? entries.detail : 'there is no such folder'}`,
      {
        file: folder,
        hint: '--reports names the folder that holds NODE.json or CLUSTER/NODE.json',
      },
    );
  const clusters = entries.value.filter(({ name, isFolder }) => isFolder && clusterPattern.test(name));
  const own = entries.value.flatMap(({ name, isFolder }) => (isFolder ? [] : reportNamed(name, folder)));
  const found = [...own];
  for (const { name: cluster } of clusters.slice(0, MOST_CLUSTERS)) {
    const names = await files.list(`${folder}/${cluster}`);
    if (names.kind !== 'read') continue;
    found.push(...names.value.flatMap((name) => reportNamed(name, `${folder}/${cluster}`, cluster)));
  }
  return found.slice(0, MOST_REPORTS);
}

const clusterPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

function reportNamed(name: string, folder: Path, cluster?: string): readonly Found[] {
  const [, node] = /^([a-z0-9][a-z0-9.-]{0,252})\.json$/.exec(name) ?? [];
  if (node === undefined) return [];
  return [{ path: `${folder}/${name}`, node, ...(cluster !== undefined && { cluster }) }];
}

async function nodeAt(files: Files, path: Path, under: FoundUnder, before: ReadBefore): Promise<NodeOverview> {
  const changedAt = await files.changedAt(path).catch(() => undefined);
  const known = before.get(path);
  if (known !== undefined && known.changedAt === changedAt) return known.overview;
  const read = await files.read(path, MOST_CHARACTERS);
  const overview =
    read.kind === 'read'
      ? overviewOfDocument(read.value.bytes.toString('utf8'), under)
      : {
          ...under,
          seen: { kind: 'unreadable' as const, detail: read.kind === 'unreadable' ? read.detail : 'it is gone' },
        };
  if (changedAt !== undefined) before.set(path, { changedAt, overview });
  return overview;
}
