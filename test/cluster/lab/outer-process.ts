import { readFileSync } from 'node:fs';
import type { OuterProcess } from './machine-record.ts';

/** A process started by us, as it is recorded; undefined where it is gone already. */
export function outerProcess(pid: number): OuterProcess | undefined {
  const startTicks = startTicksOf(pid);
  return startTicks === undefined ? undefined : { pid, startTicks };
}

/** Whether a recorded process still runs, and is that process. */
export function isAlive(outer: OuterProcess | undefined): outer is OuterProcess {
  return outer !== undefined && startTicksOf(outer.pid) === outer.startTicks;
}

/** The machine's PID 1, as the host numbers it; undefined until it exists. */
export function firstProcess(outer: OuterProcess): number | undefined {
  const pid = String(outer.pid);
  const children = readText(`/proc/${pid}/task/${pid}/children`)?.trim().split(' ')[0];
  return children === undefined || children === '' ? undefined : Number(children);
}

/** Field 22 of proc_pid_stat(5); field 2, the name, may hold spaces and brackets. A zombie does not count as running. */
function startTicksOf(pid: number): string | undefined {
  const stat = readText(`/proc/${String(pid)}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
