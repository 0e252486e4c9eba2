import type { Machine } from './lab/machine.ts';

/** Does `work` while the machine's own calls to a port of another one are refused. */
export async function whileCutOff(
  machine: Machine,
  address: string,
  port: number,
  work: () => Promise<void>,
): Promise<void> {
  const to = ['OUTPUT', '-p', 'tcp', '-d', address, '--dport', String(port)];
  const rule = [...to, '-j', 'REJECT', '--reject-with', 'tcp-reset'];
  await machine.mustExec(['iptables', '-I', ...rule]);
  await work().finally(() => machine.mustExec(['iptables', '-D', ...rule]));
}

/** Does `work` while nothing reaches a port of the machine's own loopback; `mend` ends that sooner. */
export async function whileUnreachable(
  machine: Machine,
  port: number,
  work: (mend: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const rule = ['INPUT', '-p', 'tcp', '-d', '127.0.0.1', '--dport', String(port), '-j', 'DROP'];
  await machine.mustExec(['iptables', '-I', ...rule]);
  const mend = async () => void (await machine.exec(['iptables', '-D', ...rule]));
  await work(mend).finally(mend);
}

/** A file system of its own in the place of a folder, with all that is in it and so much room left. */
export interface SmallDisk {
  /** Leaves no room at all. */
  readonly fill: () => Promise<void>;
  /** Gives the room back. */
  readonly empty: () => Promise<void>;
}

export async function onSmallDisk(
  machine: Machine,
  { folder, size }: { readonly folder: string; readonly size: string },
  work: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const script = (text: string) => machine.mustExec(['sh', '-ec', text, 'sh', folder, size]);
  await script(
    'mkdir -p $1 /mnt/small && mount -t tmpfs -o size=$2,mode=700 small /mnt/small && cp -a $1/. /mnt/small',
  );
  await script('mount --bind /mnt/small $1');
  const fill = async () => void (await script('dd if=/dev/zero of=$1/ballast bs=4k 2>/dev/null || true'));
  const empty = async () => void (await script('rm -f $1/ballast'));
  await work({ fill, empty }).finally(() => script('umount -l $1 /mnt/small'));
}

/** Does `work` while a folder cannot be written to. */
export async function whileReadOnly(machine: Machine, folder: string, work: () => Promise<void>): Promise<void> {
  await machine.mustExec(['mount', '--bind', folder, folder]);
  await machine.mustExec(['mount', '-o', 'remount,bind,ro', folder]);
  await work().finally(() => machine.mustExec(['umount', '-l', folder]));
}
