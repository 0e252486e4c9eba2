import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { tarArchive } from '../../../scripts/image/tar.ts';

export interface ImageRequest {
  /** As in a manifest: `registry.k8s.io/kube-apiserver:v1.36.3`. */
  readonly reference: string;
  /** The path of the one static program in it. */
  readonly program: string;
  readonly archive: string;
}

/** Writes a one-layer archive that `ctr images import` reads: the program in /usr/local/bin, and /etc/passwd. */
export async function writeImage(request: ImageRequest): Promise<void> {
  const name = basename(request.program);
  const layer = layerOf(name, await readFile(request.program));
  const config = JSON.stringify(configOf(name, sha256(layer)));
  const configName = `${sha256(config)}.json`;
  const layerName = `${sha256(layer)}/layer.tar`;
  const manifest = [{ Config: configName, RepoTags: [request.reference], Layers: [layerName] }];
  await writeFile(
    request.archive,
    tarArchive([
      { path: configName, content: Buffer.from(config), mode: 0o644 },
      { path: layerName, content: layer, mode: 0o644 },
      { path: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)), mode: 0o644 },
    ]),
  );
}

function layerOf(name: string, program: Buffer): Buffer {
  const folders = ['usr', 'usr/local', 'usr/local/bin', 'tmp', 'etc'].map((path) => ({ path, mode: 0o755 }));
  return tarArchive([
    ...folders,
    { path: 'etc/passwd', content: Buffer.from('root:x:0:0:root:/root:/sbin/nologin\n'), mode: 0o644 },
    { path: `usr/local/bin/${name}`, content: program, mode: 0o755 },
  ]);
}

function configOf(name: string, layerDigest: string) {
  return {
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'], Entrypoint: [`/usr/local/bin/${name}`] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
    history: [{ created_by: 'lab' }],
  };
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
