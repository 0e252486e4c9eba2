import { reasonOf } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import { STATE_FOLDER } from '../core/state-folder.ts';
import { type Bundle, type BundleFile, bundleOf, type LeftOut } from '../core/support/bundle.ts';
import { withoutSecrets } from '../core/support/without-secrets.ts';
import type { Archive } from '../ports/archive.ts';
import type { Machine } from '../ports/machine.ts';
import type { World } from '../ports/world.ts';

export interface SupportRequest {
  readonly target: Path;
  /** The one folder inside. */
  readonly folder: string;
  /** What is made by faces: reports as documents. */
  readonly documents: readonly BundleFile[];
  readonly configuration?: string;
  /** Absent where the node could not be looked at at all. */
  readonly inventory?: Inventory;
  readonly machine: Machine;
  readonly archive: Archive;
}

/** Gathers what a maintainer needs, lets nothing with key material through, and writes it into one new file. */
export async function supportBundle(request: SupportRequest, world: World): Promise<Bundle> {
  const recorded = await recordedFiles(world);
  const gathered: readonly BundleFile[] = [
    ...request.documents,
    ...(request.configuration === undefined
      ? []
      : [{ path: 'config.yaml', text: withoutSecrets(request.configuration) }]),
    ...seenFiles(request.inventory),
    ...(world.reach === 'files' ? [] : await machineFiles(request.machine)),
    ...recorded.files,
  ];
  const bundle = bundleOf(gathered, recorded.leftOut);
  const contents = {
    path: 'contents.json',
    text: json({ files: bundle.files.map(({ path }) => path), leftOut: bundle.leftOut }),
  };
  await request.archive.write(request.target, request.folder, [contents, ...bundle.files]);
  return bundle;
}

/** Certificates are public; of manifests the flags alone are taken, for their environment may hold anything. */
function seenFiles(inventory: Inventory | undefined): readonly BundleFile[] {
  if (inventory === undefined) return [];
  const { leaves, authorities, layout, upgrades, unreadable } = inventory;
  const pems = [
    ...authorities.flatMap(({ name, members }) => (members.kind === 'read' ? [{ name, all: members.value }] : [])),
    ...leaves.flatMap(({ name, certificate, chain }) =>
      certificate.kind === 'read' ? [{ name, all: [certificate.value, ...chain] }] : [],
    ),
  ];
  return [
    ...pems.map(({ name, all }) => ({
      path: `certificates/${fileNameOf(name)}.pem`,
      text: all.map(({ pem }) => pem.trimEnd()).join('\n'),
    })),
    { path: 'manifests.json', text: json(layout) },
    { path: 'upgrades.json', text: json(upgrades) },
    { path: 'unreadable.json', text: json(unreadable) },
  ];
}

const units = ['perennial.service', 'perennial.timer', 'kubelet.service', 'containerd.service', 'crio.service'];

/** Our own lines; the kubelet's may hold what pods were started with. */
const ownUnits = ['perennial.service'];
const JOURNAL_LINES = 1000;

async function machineFiles(machine: Machine): Promise<readonly BundleFile[]> {
  const states = units.map(async (name) => ({ path: `units/${name}.txt`, text: await machine.unit(name) }));
  const journals = ownUnits.map(async (name) => ({
    path: `journal/${name}.txt`,
    text: await machine.journal(name, JOURNAL_LINES),
  }));
  const all = await Promise.all([...states, ...journals]);
  return [
    { path: 'machine.json', text: json(machine.facts()) },
    ...all.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }])),
  ];
}

/** As they lie there, for what is wrong with them may be the question; keys lie beside them, in folders that are not looked into. */
async function recordedFiles({ files, runs }: World) {
  const found: BundleFile[] = [];
  const leftOut: LeftOut[] = [];
  const ids = await runs.list().catch((thrown: unknown) => {
    leftOut.push({ path: 'runs', why: reasonOf(thrown) });
    return [];
  });
  const paths = ['history.jsonl', ...ids.flatMap((id) => runFiles.map((name) => `runs/${id}/${name}`))];
  for (const path of paths) {
    const reading = await files.read(`${STATE_FOLDER}/${path}`);
    if (reading.kind === 'read') found.push({ path, text: reading.value.bytes.toString('utf8') });
    if (reading.kind === 'unreadable') leftOut.push({ path, why: reading.detail });
  }
  return { files: found, leftOut };
}

const runFiles = ['plan.json', 'journal.jsonl', 'report.json'];

/** Copies are named by their path. */
const fileNameOf = (name: string): string =>
  name
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(-80);

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
