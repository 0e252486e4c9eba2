import type { Path } from '../names.ts';
import { secretFilesOf } from '../notify/secret-files.ts';
import { isHidden } from './hidden-places.ts';
import type { Schedule } from './scheduled-file.ts';

/** Lines by which the service sees and may write what it must, and nothing beside it. A place that is not there hinders nothing. */
export function servicePlaces({ policy, writes }: Schedule): string {
  const { copies, metrics } = policy;
  const files = [
    ...(copies === 'default' ? ['/root/.kube/config'] : copies),
    ...(metrics.textfile === undefined ? [] : [metrics.textfile]),
  ];
  const folders = outermost([...files.map(folderOf), ...writes]);
  const visible = folders.filter((folder) => !isHidden(folder));
  return [
    `ReadWritePaths=${[...always.map(({ asked }) => asked), ...visible.map(optional)].join(' ')}`,
    'ProtectHome=tmpfs',
    ...folders.filter(isHidden).map((folder) => `BindPaths=${optional(folder)}`),
    ...secretFilesOf(policy)
      .filter(isHidden)
      .map((file) => `BindReadOnlyPaths=${optional(file)}`),
  ].join('\n');
}

/** What every renewal writes: the kubelet's own need not be there, nor the lock of iptables. */
const always: readonly { readonly path: Path; readonly asked: string }[] = [
  { path: '/etc/kubernetes', asked: '/etc/kubernetes' },
  { path: '/var/lib/kubelet/pki', asked: '-/var/lib/kubelet/pki' },
  { path: '/run/xtables.lock', asked: '-/run/xtables.lock' },
];

/** Folders, for a file that is replaced by rename is another one; without those inside of others. */
function outermost(folders: readonly Path[]): readonly Path[] {
  const all = [...new Set(folders)];
  const around = [...always.map(({ path }) => path), ...all];
  return all.filter((folder) => !around.some((outer) => folder.startsWith(`${outer}/`)) && !isAlways(folder));
}

const isAlways = (folder: Path): boolean => always.some(({ path }) => path === folder);

const folderOf = (file: Path): Path => file.slice(0, file.lastIndexOf('/')) || '/';

/** systemd.syntax(7): backslashes and quotes escaped, a percent sign doubled. */
const optional = (path: Path): string => `-"${path.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
