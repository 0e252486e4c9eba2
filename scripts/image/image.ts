import { readFileSync } from 'node:fs';
import { debianRoot } from './debian-root.ts';
import { givenBase } from './given-base.ts';
import { layerOf, ociArchive } from './oci-archive.ts';

export interface ImageRequest {
  readonly reference: string;
  readonly version: string;
  /** The executable's bytes. */
  readonly program: Buffer;
  /** An OCI layout, a folder or an archive; absent: a root assembled from this machine's packages. */
  readonly base?: string;
}

/**
 * The image: a base with the libraries that the executable needs, the executable, and what it locks with, flock and cat: process
 * ids mean nothing from one container to another, so only the kernel's lock keeps a Pod and its node apart. There is no shell. It runs
 * as nobody in particular unless told otherwise.
 */
export function imageOf({ reference, version, program, base }: ImageRequest): Buffer {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return ociArchive({
    reference,
    architecture,
    layers: [
      ...(base === undefined ? [layerOf(debianRoot())] : givenBase(base, architecture)),
      layerOf([
        { path: 'usr', mode: 0o755 },
        { path: 'usr/bin', mode: 0o755 },
        ...['flock', 'cat'].map((name) => ({
          path: `usr/bin/${name}`,
          content: readFileSync(`/usr/bin/${name}`),
          mode: 0o755,
        })),
        { path: 'usr/local', mode: 0o755 },
        { path: 'usr/local/bin', mode: 0o755 },
        { path: 'usr/local/bin/perennial', content: program, mode: 0o755 },
      ]),
    ],
    run: {
      User: '65532:65532',
      Env: ['PATH=/usr/local/bin:/usr/bin:/bin'],
      Entrypoint: ['/usr/local/bin/perennial'],
      Labels: {
        'org.opencontainers.image.title': 'perennial',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.licenses': 'Apache-2.0',
      },
    },
  });
}
