import { cached } from './cache.ts';
import { buildGo } from './go-build.ts';

const version = '2.4.2';
const tags = ['no_btrfs', 'no_devmapper', 'no_zfs'];
const programs = ['containerd', 'containerd-shim-runc-v2', 'ctr'];
const module = 'github.com/containerd/containerd/v2';

/** A folder with containerd, its runc shim and ctr. runc itself is Debian's. */
export function builtContainerd(): Promise<string> {
  return cached({ name: `containerd-${version}`, recipe: { version, tags, programs } }, (folder) =>
    buildGo(folder, {
      goMod: `module lab\n\ngo 1.25.0\n\nrequire ${module} v${version}\n`,
      packages: programs.map((program) => `${module}/cmd/${program}`),
      tags,
      linkerFlags: [`-X ${module}/version.Version=${version}`],
    }),
  );
}
