import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { imageOf } from '../../scripts/image/image.ts';
import { digestOf, layerOf, ociArchive } from '../../scripts/image/oci-archive.ts';

const program = Buffer.from('#!/bin/false\n');
const request = { reference: 'localhost:5000/perennial:0.1.0', version: '0.1.0', program };
const architecture = process.arch === 'x64' ? 'amd64' : process.arch;

/** The base is assembled from Debian's packages; what is done with one is the same everywhere. */
const onDebian = { skip: existsSync('/etc/debian_version') ? false : 'the base is assembled on Debian' };

test('the image is an OCI layout in which every blob is what its digest says', onDebian, (t) => {
  const { blobs, index, manifest, config } = unpacked(t, imageOf(request));
  for (const [digest, bytes] of blobs) assert.equal(digestOf(bytes), digest);
  assert.equal(index.manifests[0]?.annotations['io.containerd.image.name'], request.reference);
  assert.equal(index.manifests[0]?.annotations['org.opencontainers.image.ref.name'], '0.1.0');
  const diffIds = manifest.layers.map(({ digest }) => digestOf(gunzipSync(blobs.get(digest) ?? '')));
  assert.deepEqual(config.rootfs.diff_ids, diffIds);
  assert.deepEqual([config.config.User, config.config.Entrypoint], ['65532:65532', ['/usr/local/bin/perennial']]);
});

test('the same executable gives the same image, another one another', onDebian, () => {
  assert.equal(digestOf(imageOf(request)), digestOf(imageOf(request)));
  assert.notEqual(digestOf(imageOf(request)), digestOf(imageOf({ ...request, program: Buffer.from('else') })));
});

test('the image holds the program, its libraries, authorities and accounts, and no shell', onDebian, (t) => {
  const { files } = unpacked(t, imageOf(request));
  const needed = [
    'libc.so.6',
    'libstdc++.so.6',
    'libgcc_s.so.1',
    'libm.so.6',
    'libdl.so.2',
    'libpthread.so.0',
    'ld-linux',
  ];
  for (const name of ['usr/local/bin/perennial', 'usr/bin/flock', 'etc/passwd', 'ca-certificates.crt', ...needed])
    assert.ok(
      files.some((file) => file.includes(name)),
      name,
    );
  assert.deepEqual(
    files.filter((file) => /bin\/(sh|bash|dash|busybox|apt|dpkg)$/.test(file)),
    [],
  );
});

test('a base that was given is taken as it is, below the program', (t) => {
  const base = given(t, architecture);
  const { manifest } = unpacked(t, imageOf({ ...request, base: base.path }));
  assert.equal(manifest.layers.length, 2);
  assert.equal(manifest.layers[0]?.digest, base.layer);
});

test('a base of another architecture, and one that is damaged, are refused', (t) => {
  const other = given(t, 'riscv64');
  assert.throws(() => imageOf({ ...request, base: other.path }), /the base has no image for/);
  const folder = mkdtempSync(join(tmpdir(), 'perennial-image-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const good = given(t, architecture);
  execFileSync('tar', ['-xf', good.path, '-C', folder]);
  writeFileSync(join(folder, 'blobs', good.layer.replace(':', '/')), 'spoilt');
  assert.throws(() => imageOf({ ...request, base: folder }), /the base is damaged: sha256:/);
});

/** An archive as a registry's client would write one. */
function given(t: TestContext, forArchitecture: string) {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-base-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const layer = layerOf([{ path: 'etc', mode: 0o755 }]);
  const path = join(folder, 'base.tar');
  writeFileSync(path, ociArchive({ reference: 'base:1', architecture: forArchitecture, layers: [layer], run: {} }));
  return { path, layer: digestOf(layer.bytes) };
}

interface Index {
  readonly manifests: readonly { readonly digest: string; readonly annotations: Readonly<Record<string, string>> }[];
}
interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}
interface Config {
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly config: { readonly User: string; readonly Entrypoint: readonly string[] };
}

/** By tar itself, not by our own reader. */
function unpacked(t: TestContext, archive: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-image-'));
  t.after(() => rmSync(folder, { recursive: true }));
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const blobs = new Map(
    readdirSync(join(folder, 'blobs/sha256')).map((name) => [
      `sha256:${name}`,
      readFileSync(join(folder, 'blobs/sha256', name)),
    ]),
  );
  const json = <T>(bytes: Buffer | undefined) => JSON.parse(String(bytes)) as T;
  const index = json<Index>(readFileSync(join(folder, 'index.json')));
  const manifest = json<Manifest>(blobs.get(index.manifests[0]?.digest ?? ''));
  const config = json<Config>(blobs.get(manifest.config.digest));
  const list = (digest: string) =>
    execFileSync('tar', ['-tz'], { input: blobs.get(digest), encoding: 'utf8' })
      .trim()
      .split('\n');
  return { blobs, index, manifest, config, files: manifest.layers.flatMap(({ digest }) => list(digest)) };
}
