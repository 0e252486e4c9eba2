import { mustRun, run } from './run.ts';

/** The Debian packages the lab needs besides Go, and what for. */
const neededPackages = {
  systemd: 'PID 1 of a machine',
  'util-linux': 'unshare, nsenter',
  iproute2: 'bridges, network namespaces',
  runc: 'containers',
  'containernetworking-plugins': 'pod network',
  iptables: 'kubelet, pod network',
  conntrack: 'kubeadm preflight',
  ethtool: 'kubeadm preflight',
  socat: 'kubectl port-forward',
  haproxy: 'the balancer of three control planes',
  cron: 'one of the schedulers that call us',
  faketime: 'a program that sees another time of day',
  openssl: 'an independent look at what ports serve',
  gcc: 'pause',
  'libc6-dev': 'pause',
} as const;

/** Installs what is lacking, and does nothing where nothing is. Needs root only then. */
export async function ensurePackages(): Promise<void> {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun(['apt-get', 'update', '-qq'], { env });
  await mustRun(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
}

/** Throws, saying what to do, where the lab cannot work at all. */
export async function assertUsable(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('the lab boots Linux machines: it needs Linux');
  if (process.getuid?.() !== 0) throw new Error('the lab makes namespaces, mounts and cgroups: run it as root');
  if (!(await succeeds(['dpkg-query', '--version']))) {
    throw new Error(`the lab needs Debian or Ubuntu, or these by hand: ${Object.keys(neededPackages).join(' ')}`);
  }
}

/** Throws where there is no Go to build with; only a build asks. */
export async function assertGo(): Promise<void> {
  if (!(await succeeds(['go', 'version']))) {
    throw new Error('the lab builds Kubernetes, etcd and containerd from source: put Go 1.26 or newer in PATH');
  }
}

async function missingPackages(): Promise<readonly string[]> {
  const names = Object.keys(neededPackages);
  const { stdout } = await run(['dpkg-query', '-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')));
  return names.filter((name) => !installed.has(`${name} installed`));
}

async function succeeds(argv: readonly string[]): Promise<boolean> {
  try {
    return (await run(argv)).status === 0;
  } catch {
    return false;
  }
}
