import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tarArchive, type TarEntry } from './tar.ts';

/** Bytes that an image is made of, named by their digest. */
export interface Blob {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface Layer extends Blob {
  /** Digest of the layer before it was compressed. */
  readonly diffId: string;
}

export interface ImageContent {
  /** As in a manifest: `localhost/perennial:0.1.0`. */
  readonly reference: string;
  readonly architecture: string;
  readonly layers: readonly Layer[];
  /** The field `config` of the image's configuration: Entrypoint, User, Labels. */
  readonly run: Readonly<Record<string, unknown>>;
}

/** One file that `ctr images import`, `skopeo copy oci-archive:` and `podman load` read. The same content is the same bytes. */
export function ociArchive({ reference, architecture, layers, run }: ImageContent): Buffer {
  const config = jsonBlob('application/vnd.oci.image.config.v1+json', {
    architecture,
    os: 'linux',
    config: run,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(() => ({ created_by: 'npm run image' })),
  });
  const manifest = jsonBlob('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor(config),
    layers: layers.map(descriptor),
  });
  const annotations = {
    'io.containerd.image.name': reference,
    'org.opencontainers.image.ref.name': reference.slice(reference.lastIndexOf(':') + 1),
  };
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [{ ...descriptor(manifest), platform: { architecture, os: 'linux' }, annotations }],
  };
  return tarArchive([
    file('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')),
    file('index.json', Buffer.from(JSON.stringify(index))),
    { path: 'blobs', mode: 0o755 },
    { path: 'blobs/sha256', mode: 0o755 },
    ...[config, manifest, ...layers].map(({ bytes }) => file(`blobs/${digestOf(bytes).replace(':', '/')}`, bytes)),
  ]);
}

/** A layer of these files; root owns them, and they are as old as time. */
export function layerOf(entries: readonly TarEntry[]): Layer {
  const tar = tarArchive(entries);
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  return { mediaType, bytes: gzipSync(tar, { level: 6 }), diffId: digestOf(tar) };
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function descriptor({ mediaType, bytes }: Blob) {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

function jsonBlob(mediaType: string, value: unknown): Blob {
  return { mediaType, bytes: Buffer.from(JSON.stringify(value)) };
}

const file = (path: string, content: Buffer): TarEntry => ({ path, content, mode: 0o644 });
