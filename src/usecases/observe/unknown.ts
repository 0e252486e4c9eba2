import type { Layout, Leaf, Unreadable } from '../../core/inventory.ts';
import { certificateFlags, type FlaggedCertificate } from '../../core/kubeadm/certificate-flags.ts';
import type { Path } from '../../core/names.ts';
import type { Files } from '../../ports/node.ts';
import { mapBounded } from './bounded.ts';
import { certificateFolders } from './certificate-folders.ts';
import { certificatesIn, leafCertificate, privateKeyFile } from './credential-files.ts';
import { folderOf } from './reading.ts';

const FILES_AT_ONCE = 32;

/** Certificates that kubeadm does not know: named by other flags, or lying in a folder that holds kubeadm's or below it. */
export async function readUnknown(
  files: Files,
  layout: Layout,
  known: { readonly files: ReadonlySet<Path>; readonly folders: readonly Path[] },
): Promise<{ readonly leaves: readonly Leaf[]; readonly unreadable: readonly Unreadable[] }> {
  const { certificatesFolder } = layout;
  const flagged = certificateFlags(layout.manifests);
  const flaggedFolders = flagged.map(({ path }) => folderOf(path));
  const folders = [certificatesFolder, `${certificatesFolder}/etcd`, ...known.folders, ...flaggedFolders];
  const { lying, unreadable } = await certificateFolders(files, { layout, folders });
  const named = flagged.filter(({ path }) => !known.files.has(path));
  const others = lying.filter(({ path }) => !known.files.has(path) && !named.some((flag) => flag.path === path));
  const candidates: readonly Candidate[] = [
    ...named.map((flag): Candidate => ({ ...flag, isNamed: true })),
    ...others.map((file): Candidate => ({ ...file, usedBy: [] })),
  ];
  const leaves = await mapBounded(candidates, FILES_AT_ONCE, (candidate) => readCandidate(files, candidate));
  return { leaves: distinct(leaves, known.files), unreadable };
}

type Candidate = FlaggedCertificate & { readonly isNamed?: true };

interface Found {
  readonly leaf: Leaf;
  readonly resolved?: Path;
}

async function readCandidate(files: Files, { path, keyPath, usedBy, isNamed }: Candidate): Promise<Found | undefined> {
  const content = await files.read(path);
  // A folder may be named like a file, and a .pem may well be a key: only what says it is a certificate, or should be one, counts.
  if (isNamed !== true && content.kind === 'unreadable' && content.reason === 'not-a-file') return undefined;
  if (isNamed !== true && content.kind === 'read' && isOtherPem(path, content.value.bytes)) return undefined;
  const { resolved, ...read } = certificatesIn(content, path);
  const key = keyPath === undefined ? ({ kind: 'absent-by-design', why: 'no key lies beside it' } as const) : undefined;
  const leaf: Leaf = {
    name: path,
    kind: 'unknown',
    holder: keyPath === undefined ? { kind: 'combined', path } : { kind: 'pair', certificatePath: path, keyPath },
    usedBy,
    ...leafCertificate(read),
    key: key ?? (await privateKeyFile(files, keyPath ?? path)),
  };
  return { leaf, ...(resolved !== undefined && { resolved }) };
}

function isOtherPem(path: Path, bytes: Buffer): boolean {
  return path.endsWith('.pem') && !bytes.includes('-----BEGIN CERTIFICATE-----');
}

/** One file reached by several paths counts once: /etc/kubernetes/pki may be a link to /etc/kubernetes/ssl. */
function distinct(found: readonly (Found | undefined)[], known: ReadonlySet<Path>): readonly Leaf[] {
  const seen = new Set<Path>();
  return found.flatMap((one) => {
    if (one === undefined) return [];
    const { leaf, resolved = leaf.name } = one;
    if (seen.has(resolved) || (resolved !== leaf.name && known.has(resolved))) return [];
    seen.add(resolved);
    return [leaf];
  });
}
