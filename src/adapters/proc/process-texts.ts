import type { Instant } from '../../core/instant.ts';
import { type Component, staticPods } from '../../core/names.ts';

/** What `comm` shows of a component's name: its first 15 bytes (proc_pid_comm(5)). */
export function mayBeComponent(comm: string): boolean {
  return staticPods.some((component) => component.slice(0, 15) === comm.trimEnd());
}

/** The component by the file name of argument 0 in /proc/<pid>/cmdline; a process may call itself anything in `comm`. */
export function componentOf(cmdline: string): Component | undefined {
  const [program = ''] = cmdline.split('\0');
  return staticPods.find((component) => component === program.slice(program.lastIndexOf('/') + 1));
}

/** /proc/<pid>/stat, proc_pid_stat(5). Field 2, the name, may hold spaces and brackets, so fields count from its end. */
export function statOf(stat: string): { readonly state: string; readonly startTicks: number } | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], Number(fields[19])];
  return state === undefined || fields[19] === undefined || !Number.isSafeInteger(startTicks)
    ? undefined
    : { state, startTicks };
}

/**
 * How many process namespaces deep a process is, counted from that of the mounted /proc: 1 is beside us, 2 is in a container
 * of this node, 3 in a container of a node that is itself a container here. 0 when the kernel does not tell (before 4.1).
 */
export function namespaceDepthOf(status: string): number {
  const line = /^NSpid:\s*(.*)$/m.exec(status)?.[1];
  return line === undefined ? 0 : line.trim().split(/\s+/).length;
}

/** A reading of the clocks at one moment: /proc/uptime, /proc/stat and the time of day. */
export interface Clocks {
  readonly uptime: string;
  readonly stat: string;
  readonly now: Instant;
}

/**
 * When this machine was booted, by the time of day as it is now. /proc/uptime has hundredths of a second, `btime` of
 * /proc/stat only whole ones, so btime is the check, not the source: undefined where they disagree by more than two seconds,
 * as where a container manager shows an uptime of its own (lxcfs).
 */
export function bootInstantOf({ uptime, stat, now }: Clocks): Instant | undefined {
  const [seconds] = uptime.split(' ');
  const rough = Number(/^btime (\d+)$/m.exec(stat)?.[1]) * 1000;
  const boot = now - Math.round(Number(seconds) * 1000);
  return Math.abs(boot - rough) <= 2000 ? boot : undefined;
}

/** USER_HZ, which Linux shows to programs as 100 whatever the kernel's own tick is. */
export const MILLISECONDS_PER_TICK = 10;
