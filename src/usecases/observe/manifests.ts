import type { ManifestFacts, Unreadable } from '../../core/inventory.ts';
import { decodedText } from '../../core/kubeadm/decoded-text.ts';
import { manifestFactsOf } from '../../core/kubeadm/manifest.ts';
import type { Path } from '../../core/names.ts';
import type { Files } from '../../ports/node.ts';
import { mapBounded } from './bounded.ts';
import { understood } from './reading.ts';

export interface Manifests {
  /** At most one for each component. */
  readonly manifests: readonly ManifestFacts[];
  readonly stray: readonly Path[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * The static pods of the control plane. The kubelet takes every file there whose name does not begin with a dot
 * (pkg/kubelet/config/file.go), so a backup under another name, or a second manifest of one component, is a stray.
 */
export async function readManifests(files: Files, folder: Path): Promise<Manifests> {
  const names = await files.list(folder);
  if (names.kind === 'unreadable') {
    return { manifests: [], stray: [], unreadable: [{ what: 'static-pod manifests', path: folder, ...names }] };
  }
  const visible = names.kind === 'read' ? names.value.filter((name) => !name.startsWith('.')) : [];
  const seen = await mapBounded(visible, 8, (name) => readManifest(files, `${folder}/${name}`));
  const all = seen.flatMap(({ facts }) => facts ?? []);
  const manifests = all.filter((facts) => chosen(facts, all) === facts);
  const stray = seen.filter((one) => one.isFolder !== true && isStray(one.path, one.facts, manifests));
  return {
    manifests,
    stray: stray.map(({ path }) => path),
    unreadable: seen.filter((one) => !stray.includes(one)).flatMap(({ failure }) => failure ?? []),
  };
}

interface Seen {
  readonly path: Path;
  readonly facts?: ManifestFacts;
  readonly failure?: Unreadable;
  readonly isFolder?: true;
}

async function readManifest(files: Files, path: Path): Promise<Seen> {
  const content = await files.read(path);
  // Sub-folders are not followed by the kubelet.
  if (content.kind === 'unreadable' && content.reason === 'not-a-file') return { path, isFolder: true };
  const facts = understood(content, ({ bytes }) => manifestFactsOf(decodedText(bytes, path), path));
  if (facts.kind === 'unreadable') return { path, failure: { what: 'static-pod manifest', path, ...facts } };
  if (facts.kind !== 'read' || facts.value === undefined || content.kind !== 'read') return { path };
  return { path, facts: { ...facts.value, digest: content.value.facts.digest } };
}

const isManifestName = (path: Path): boolean => /\.(ya?ml|json|manifest)$/.test(path);

/** Of several for one component, that which kubeadm names so, else the first with a manifest's ending. */
function chosen({ component }: ManifestFacts, all: readonly ManifestFacts[]): ManifestFacts | undefined {
  const own = all.filter((facts) => facts.component === component);
  return (
    own.find(({ path }) => path.endsWith(`/${component}.yaml`)) ??
    own.find(({ path }) => isManifestName(path)) ??
    own[0]
  );
}

function isStray(path: Path, facts: ManifestFacts | undefined, manifests: readonly ManifestFacts[]): boolean {
  if (facts !== undefined) return !manifests.includes(facts);
  return !isManifestName(path);
}
