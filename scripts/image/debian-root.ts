import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TarEntry } from './tar.ts';

/** What is in place of a distroless base, by the Debian package it is from. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  libc6: [
    ...['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0', 'librt.so.1'],
    // Names are looked up with these where libc is older than 2.34.
    ...['libresolv.so.2', 'libnss_dns.so.2', 'libnss_files.so.2'],
  ],
  'libgcc-s1': ['libgcc_s.so.1'],
  'libstdc++6': ['libstdc++.so.6'],
};
/** The last two: flock and cat, in the layer above. */
const packages = [...Object.keys(libraries), 'ca-certificates', 'util-linux', 'coreutils'];

interface Platform {
  readonly triplet: string;
  /** As the executable names it (PT_INTERP). */
  readonly loader: string;
}

const platforms: Readonly<Record<string, Platform>> = {
  x64: { triplet: 'x86_64-linux-gnu', loader: '/lib64/ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loader: '/lib/ld-linux-aarch64.so.1' },
};

/**
 * A root file system with what the executable needs and nothing else, from the packages of the machine that builds: no shell, no
 * package manager. Scanners find the versions where distroless images have them, and licences are where Debian has them.
 */
export function debianRoot(): readonly TarEntry[] {
  const platform = platforms[process.arch];
  if (platform === undefined || !existsSync('/etc/debian_version'))
    throw new Error('a base is assembled on Debian or Ubuntu, x64 or arm64; elsewhere give one: --base FILE');
  return withFolders([
    ...accounts,
    fileOf(platform.loader, 0o755),
    ...Object.values(libraries)
      .flat()
      .map((name) => fileOf(`/lib/${platform.triplet}/${name}`)),
    { path: 'etc/ssl/certs/ca-certificates.crt', content: authorities(), mode: 0o644 },
    fileOf('/etc/os-release'),
    ...packages.flatMap(packageFacts),
  ]);
}

const text = (path: string, content: string): TarEntry => ({ path, content: Buffer.from(content), mode: 0o644 });

const accounts: readonly TarEntry[] = [
  text(
    'etc/passwd',
    'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  ),
  text('etc/group', 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n'),
  text('etc/nsswitch.conf', 'hosts: files dns\n'),
];

/** The packaged ones: what else this machine trusts is nobody else's business. */
function authorities(): Buffer {
  const folder = '/usr/share/ca-certificates/mozilla';
  return Buffer.concat(
    readdirSync(folder)
      .toSorted()
      .map((name) => readFileSync(join(folder, name))),
  );
}

function packageFacts(name: string): readonly TarEntry[] {
  const status = execFileSync('dpkg-query', ['--status', name], { env: { ...process.env, LC_ALL: 'C' } });
  return [
    { path: `var/lib/dpkg/status.d/${name}`, content: status, mode: 0o644 },
    fileOf(`/usr/share/doc/${name}/copyright`),
  ];
}

function fileOf(path: string, mode = 0o644): TarEntry {
  return { path: path.slice(1), content: readFileSync(path), mode };
}

/** Each folder before what is in it, once. */
function withFolders(files: readonly TarEntry[]): readonly TarEntry[] {
  const folders = new Set(
    files.flatMap(({ path }) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
    ),
  );
  const entries = [...['tmp', 'root', 'home', 'home/nonroot', ...folders]].map((path) => ({
    path,
    mode: modeOf(path),
  }));
  return [...entries, ...files].toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

const modeOf = (path: string): number => (path === 'tmp' ? 0o1777 : path === 'root' ? 0o700 : 0o755);
