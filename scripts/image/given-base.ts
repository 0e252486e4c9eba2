import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, type Layer } from './oci-archive.ts';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly platform?: { readonly architecture: string; readonly os: string };
}

/**
 * The layers of an image in the OCI layout, a folder or an archive of it (`skopeo copy docker://gcr.io/distroless/cc-debian12
 * oci-archive:base.tar`). Every blob is compared with the digest that names it.
 */
export function givenBase(path: string, architecture: string): readonly Layer[] {
  if (statSync(path).isDirectory()) return layersIn(path, architecture);
  const folder = mkdtempSync(join(tmpdir(), 'perennial-base-'));
  try {
    execFileSync('tar', ['-xf', path, '-C', folder]);
    return layersIn(folder, architecture);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function layersIn(folder: string, architecture: string): readonly Layer[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { manifests: readonly Descriptor[] };
  const manifest = manifestIn(folder, index.manifests, architecture);
  const config = jsonIn<{ architecture: string; rootfs: { diff_ids: readonly string[] } }>(folder, manifest.config);
  if (config.architecture !== architecture)
    throw new Error(`the base is for ${config.architecture}, and the executable for ${architecture}`);
  return manifest.layers.map((layer, position) => ({
    mediaType: layer.mediaType,
    bytes: blobIn(folder, layer),
    diffId: config.rootfs.diff_ids[position] ?? '',
  }));
}

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** An index may lead to another one, of platforms. */
function manifestIn(folder: string, among: readonly Descriptor[], architecture: string): Manifest {
  const fits = ({ platform }: Descriptor) => platform === undefined || platform.architecture === architecture;
  const found = among.find(fits);
  if (found === undefined) throw new Error(`the base has no image for ${architecture}`);
  if (!/image\.index|manifest\.list/.test(found.mediaType)) return jsonIn<Manifest>(folder, found);
  return manifestIn(folder, jsonIn<{ manifests: readonly Descriptor[] }>(folder, found).manifests, architecture);
}

function jsonIn<T>(folder: string, descriptor: Descriptor): T {
  return JSON.parse(blobIn(folder, descriptor).toString('utf8')) as T;
}

function blobIn(folder: string, { digest }: Descriptor): Buffer {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`the base names a blob by what is no SHA-256: ${digest}`);
  const bytes = readFileSync(join(folder, 'blobs', digest.replace(':', '/')));
  if (digestOf(bytes) !== digest) throw new Error(`the base is damaged: ${digest} is something else`);
  return bytes;
}
