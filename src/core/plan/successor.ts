import { PerennialError } from '../errors.ts';
import type { FileFacts, Inventory, Leaf } from '../inventory.ts';
import type { Path } from '../names.ts';
import { servingTrust } from '../kubeadm/serving-trust.ts';
import { issueRequestOf } from './issue-request.ts';
import type { Unnumbered } from './numbered.ts';
import type { IssueTarget, Predecessor } from './issuing.ts';
import type { Content, FileChange, IssueRequest } from './plan.ts';
import type { Wish } from './wish.ts';

/** A leaf and what will take its place. */
export interface Successor {
  readonly leaf: Leaf;
  readonly request: IssueRequest;
  readonly into: Exclude<IssueTarget, { readonly kind: 'combined' }>;
}

export function successorOf(leaf: Leaf, inventory: Inventory, wish: Wish): Successor {
  const request = issueRequestOf(leaf, inventory, wish);
  return { leaf, request, into: targetOf(leaf, inventory, request) };
}

/** Saves what the leaf is now and makes its successor, both in the store only. */
export function preparationOf({ leaf, request, into }: Successor): readonly Unnumbered[] {
  const keeps = [keyFileOf(leaf), fileOf(leaf)]
    .filter((file) => file !== undefined)
    .map(({ path, digest }): Unnumbered => ({ kind: 'keep', path, digest }));
  return [...keeps, { kind: 'issue', request, successorOf: predecessorIn(leaf), into }];
}

/**
 * Key first, then certificate, in one step: what reads both in between finds a pair that does not match. kube-apiserver then
 * keeps its old pair; etcd fails that one handshake (measured, docs/benchmarks.md; `keys: reuse` avoids it).
 */
export function fileChangesOf({ leaf, into }: Successor): readonly FileChange[] {
  const certificate: FileChange = {
    path: fileOf(leaf).path,
    was: { kind: 'kept', digest: fileOf(leaf).digest },
    becomes: { kind: 'made', as: into.kind === 'pair' ? into.certificateAs : into.as },
  };
  if (into.kind === 'kubeconfig' || into.keyAs === undefined || leaf.holder.kind !== 'pair') return [certificate];
  return [keyChange(leaf.holder.keyPath, keyFileOf(leaf), into.keyAs), certificate];
}

function targetOf(leaf: Leaf, inventory: Inventory, { key }: IssueRequest): Successor['into'] {
  const as = leaf.name.replaceAll('/', '-');
  if (leaf.holder.kind === 'kubeconfig') {
    return { kind: 'kubeconfig', as, authorityPath: trustPathOf(leaf, inventory) };
  }
  return { kind: 'pair', certificateAs: `${as}.crt`, ...(key.kind === 'new' && { keyAs: `${as}.key` }) };
}

function trustPathOf({ name }: Leaf, inventory: Inventory): Path {
  const trust = servingTrust(inventory);
  if (trust === undefined) throw new PerennialError('internal', `${name} has no authority in the inventory`);
  return trust.path;
}

/** A key that is missing is made anew, as kubeadm would create it: 0600, owned by root. */
function keyChange(path: Path, file: FileFacts | undefined, keyAs: string): FileChange {
  const becomes: Content = { kind: 'made', as: keyAs };
  if (file !== undefined) return { path, was: { kind: 'kept', digest: file.digest }, becomes };
  return { path, was: { kind: 'absent' }, becomes, create: { mode: 0o600, uid: 0, gid: 0 } };
}

function fileOf({ name, file }: Leaf): FileFacts {
  if (file === undefined) throw new PerennialError('internal', `${name} was read, but not its file`);
  return file;
}

function predecessorIn(leaf: Leaf): Predecessor {
  const { path, digest } = fileOf(leaf);
  if (leaf.certificate.kind !== 'read') throw new PerennialError('internal', `${leaf.name} was not read`);
  const { serial, notAfter } = leaf.certificate.value;
  return { path, digest, serial, notAfter };
}

/** The key's own file; a kubeconfig has none. A key that cannot be read could not be brought back, so nothing is begun. */
function keyFileOf({ name, holder, key }: Leaf): FileFacts | undefined {
  if (holder.kind !== 'pair') return undefined;
  switch (key.kind) {
    case 'read':
      return key.value.file;
    case 'missing':
    case 'absent-by-design':
      return undefined;
    case 'unreadable':
      throw new PerennialError('file-unreadable', `the key of ${name} cannot be read: ${key.detail}`, {
        file: holder.keyPath,
        hint: 'what cannot be kept is not replaced; run as root, or move a broken key out of the way',
      });
  }
}
