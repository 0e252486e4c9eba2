import { PerennialError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import type { Digest, Path } from '../names.ts';
import { madeName } from './copies.ts';
import { numbered, type Unnumbered } from './numbered.ts';
import type { FileChange, Plan } from './plan.ts';

/** A kubeconfig to bring up to date: as it is now, or to be made for somebody who has none. */
export interface CopyWish {
  readonly path: Path;
  readonly digest: Digest | 'absent';
  readonly create?: { readonly uid: number; readonly gid: number };
}

/** Brings people's kubeconfigs up to date from admin.conf as it is on disk now. */
export function copyPlan(inventory: Inventory, wishes: readonly CopyWish[]): Plan {
  const admin = inventory.leaves.find(({ name }) => name === 'admin.conf');
  if (admin?.file === undefined || admin.kubeconfig === undefined) {
    throw new PerennialError('file-unreadable', 'admin.conf cannot be read, so no copy can be made from it', {
      hint: 'run as root on a control-plane node',
      next: 'perennial check',
    });
  }
  const source = { path: admin.file.path, digest: admin.file.digest };
  const preparation = wishes.flatMap(({ path, digest }): readonly Unnumbered[] => [
    ...(digest === 'absent' ? [] : [{ kind: 'keep' as const, path, digest }]),
    { kind: 'merge', path, source, as: madeName(path), ...(digest !== 'absent' && { digest }) },
  ]);
  return {
    format: 1,
    intent: { kind: 'kubeconfig' },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered([
      { name: 'keep the old, make the new', steps: preparation },
      { name: 'copies of admin.conf', steps: [{ kind: 'install', files: wishes.map(changeOf) }] },
    ]),
    leftAlone: [],
  };
}

function changeOf({ path, digest, create }: CopyWish): FileChange {
  const becomes = { kind: 'made', as: madeName(path) } as const;
  if (digest !== 'absent') return { path, was: { kind: 'kept', digest }, becomes };
  if (create === undefined) {
    throw new PerennialError('usage', `${path} does not exist`, {
      hint: 'name the user it should be made for with --for USER',
      file: path,
    });
  }
  return { path, was: { kind: 'absent' }, becomes, create: { mode: 0o600, ...create } };
}
