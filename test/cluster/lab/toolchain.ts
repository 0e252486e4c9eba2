import { link, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cached } from './cache.ts';
import { builtContainerd } from './containerd.ts';
import { builtEtcd } from './etcd.ts';
import { writeImage } from './images.ts';
import { builtKubernetes } from './kubernetes.ts';
import { assertGo } from './packages.ts';
import { builtPause } from './pause.ts';
import { mustRun } from './run.ts';

/** Everything a machine needs to be a control plane of one Kubernetes version. */
export interface Toolchain {
  readonly version: string;
  /** Holds `bin/` and `images/`; the parts of the name say what of. */
  readonly folder: string;
  readonly pauseImage: string;
}

/** The toolchain of a version, as `1.36.3`; built on first use, which takes some ten minutes on two cores. */
export async function builtToolchain(version: string): Promise<Toolchain> {
  const recipe = { version, etcd: 1, containerd: 1, images: 1 };
  const folder = await cached({ name: `toolchain-${version}`, recipe }, (building) => assemble(building, version));
  const archives = await readdir(join(folder, 'images'));
  const pauseTag = archives.find((name) => name.startsWith('pause_'))?.slice('pause_'.length, -'.tar'.length) ?? '';
  return { version, folder, pauseImage: `registry.k8s.io/pause:${pauseTag}` };
}

async function assemble(folder: string, version: string): Promise<void> {
  await assertGo();
  const kubernetes = await builtKubernetes(version);
  const etcd = await builtEtcd();
  const programs = [...(await filesIn(kubernetes)), ...(await filesIn(await builtContainerd())), etcd];
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'images'));
  // The parts lie in the same cache, hence on the same file system.
  for (const program of programs) await link(program, join(folder, 'bin', basename(program)));
  await writeImages(folder, { version, kubernetes, etcd, pause: await builtPause() });
}

interface Parts {
  readonly version: string;
  readonly kubernetes: string;
  readonly etcd: string;
  readonly pause: string;
}

async function writeImages(folder: string, parts: Parts): Promise<void> {
  const list = [
    join(parts.kubernetes, 'kubeadm'),
    'config',
    'images',
    'list',
    '--kubernetes-version',
    `v${parts.version}`,
  ];
  const references = (await mustRun(list)).trim().split('\n');
  for (const reference of references) {
    const program = programOf(reference, parts);
    if (program === undefined) continue;
    const archive = join(folder, 'images', `${basename(reference).replace(':', '_')}.tar`);
    await writeImage({ reference, program, archive });
  }
}

/** CoreDNS and kube-proxy are not built: `kubeadm init --skip-phases=addon`. */
function programOf(reference: string, parts: Parts): string | undefined {
  const name = basename(reference).split(':')[0] ?? '';
  if (name === 'etcd') return parts.etcd;
  if (name === 'pause') return parts.pause;
  return ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].includes(name)
    ? join(parts.kubernetes, name)
    : undefined;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).map((name) => join(folder, name));
}
