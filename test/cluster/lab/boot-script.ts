import { dirname, join } from 'node:path';
import type { Hierarchy } from './cgroups.ts';
import { hierarchies } from './cgroups.ts';
import { hostName, machineFolder } from './machine-record.ts';
import type { MachineRecord } from './machine-record.ts';

/** Host paths that lie in every machine under the same name, as they are outside, read-only. */
export interface SharedFolders {
  readonly checkout: string;
  readonly toolchain: string;
}

/** Runs on the host: enters the machine's cgroups and new namespaces, and starts the second script as their PID 1. */
export function outerScript(name: string, cgroupFolders: readonly string[]): string {
  return [
    '#!/bin/bash',
    'set -e',
    ...cgroupFolders.map((folder) => `echo $$ > ${folder}/cgroup.procs`),
    // --kill-child: the end of this process is the end of every process of the machine.
    `exec unshare --cgroup --mount --uts --ipc --pid --fork --kill-child bash ${join(machineFolder(name), 'inner.sh')}`,
    '',
  ].join('\n');
}

/** Runs as PID 1 of the new namespaces: makes the machine's file systems, turns the root, and becomes systemd. */
export function innerScript(record: MachineRecord, shared: SharedFolders): string {
  const folder = machineFolder(record.name);
  return [
    `#!/bin/bash\nset -e\nS=${folder}\nR=$S/root`,
    rootLayers,
    hierarchies().map(cgroupMount).join('\n'),
    deviceFiles,
    'mount -t tmpfs -o mode=755 tmpfs $R/run\nmount -t tmpfs -o mode=1777 tmpfs $R/tmp',
    bootId,
    'mount --bind $S/containerd $R/var/lib/containerd\nmount --bind $S/etcd $R/var/lib/etcd',
    ...[shared.checkout, shared.toolchain].map(readOnlyMount),
    firstBoot,
    `hostname ${record.name}\ncd $R\nmkdir -p .old\npivot_root . .old\nmount --make-rshared /\numount -l /.old`,
    `export container=${hostName('lab')} PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    'exec /lib/systemd/systemd --system --unit=multi-user.target --log-target=journal',
    '',
  ].join('\n');
}

// The upper layer lies on a tmpfs: the kernel refuses one that lies below its own lower layer.
const rootLayers = `mount --make-rprivate /
mount -t overlay overlay -o lowerdir=/,upperdir=$S/mem/upper,workdir=$S/mem/work $R
mount --make-rprivate $R
for d in proc sys dev run tmp var/lib/containerd var/lib/etcd; do mkdir -p $R/$d; done
mount -t proc proc $R/proc
mount -t sysfs -o ro sysfs $R/sys || mount --rbind /sys $R/sys`;

const deviceFiles = `mount -t tmpfs -o mode=755 tmpfs $R/dev
mkdir -p $R/dev/pts $R/dev/shm
for n in null zero full random urandom tty kmsg; do touch $R/dev/$n; mount --bind /dev/$n $R/dev/$n; done
touch $R/dev/console
mount --bind /dev/null $R/dev/console
mount -t devpts -o newinstance,ptmxmode=0666 devpts $R/dev/pts
ln -s pts/ptmx $R/dev/ptmx
ln -s /proc/self/fd $R/dev/fd
ln -s fd/0 $R/dev/stdin
ln -s fd/1 $R/dev/stdout
ln -s fd/2 $R/dev/stderr
mount -t tmpfs tmpfs $R/dev/shm`;

// Journald and the kubelet tell one boot from the next by this; the kernel's own is the host's.
const bootId = `cat /proc/sys/kernel/random/uuid > $R/run/boot-id
mount --bind $R/run/boot-id $R/proc/sys/kernel/random/boot_id`;

// What the host's root brings along and a new machine must not have: its services, and the state of any cluster.
const firstBoot = `if [ ! -e $R/etc/perennial-lab ]; then
  rm -rf $R/etc/systemd/system/*.wants $R/etc/rc?.d $R/etc/machine-id $R/etc/resolv.conf $R/etc/cni/net.d
  rm -rf $R/etc/kubernetes $R/root/.kube $R/var/lib/{kubelet,perennial,cni} $R/var/log/{journal,pods,containers}
  cp -a $S/files/. $R/
  tr -d - < /proc/sys/kernel/random/uuid > $R/etc/machine-id
  mkdir -p $R/var/log/journal $R/etc/kubernetes/manifests
  touch $R/etc/perennial-lab
fi`;

function cgroupMount(hierarchy: Hierarchy, place: number): string {
  const target = `$R${hierarchy.mountPoint}`;
  const root = place === 0 && hierarchy.mountPoint !== '/sys/fs/cgroup' ? cgroupRoot : '';
  if (hierarchy.type === 'cgroup2') return `${root}mkdir -p ${target}\nmount -t cgroup2 cgroup2 ${target}`;
  const options = hierarchy.options.startsWith('name=') ? `none,${hierarchy.options}` : hierarchy.options;
  return `${root}mkdir -p ${target}\nmount -t cgroup -o ${options} cgroup ${target}`;
}

const cgroupRoot = 'mount -t tmpfs -o mode=755 tmpfs $R/sys/fs/cgroup\n';

/** A mount of its own, because an overlay does not follow files that are replaced in its lower layer. */
function readOnlyMount(path: string): string {
  const target = `$R${path}`;
  return `mkdir -p ${dirname(target)} ${target}\nmount --bind ${path} ${target}\nmount -o remount,bind,ro ${target}`;
}
