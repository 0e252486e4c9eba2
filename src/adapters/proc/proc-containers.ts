import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from '../../core/inventory.ts';
import { containersOf, type ProcessTexts } from './component-process.ts';
import { mayBeComponent } from './process-texts.ts';

/** The components' containers as their processes show them. */
export interface ProcContainers {
  /** Undefined when processes alone leave a doubt; the runtime has to be asked. Never throws. */
  running(): readonly Container[] | undefined;
}

/**
 * Reads /proc, which needs neither root nor a runtime and takes milliseconds; synchronously, for procfs never waits.
 *
 * `startedAt` is when the container's first process was forked, which is before it read any file. Uptime and start time have
 * hundredths of a second, so it is within 10 ms of the truth, either way; it is never earlier than the truth by more. It counts
 * from the clock as it is now: a clock that was stepped since the process started shifts it by as much, which the runtime's
 * StartedAt, noted at the time, is not. `imageVersion` is empty: a process does not show it.
 */
export function procContainers(folder = '/proc', now: () => number = Date.now): ProcContainers {
  return {
    running: () => {
      const [uptime, stat] = [textOf(join(folder, 'uptime')), textOf(join(folder, 'stat'))];
      if (uptime === undefined || stat === undefined) return undefined;
      const clocks = { uptime, stat, now: now() };
      return containersOf(candidatesIn(folder), clocks);
    },
  };
}

/** Processes by the cheapest look, their short name; a process that ends while it is read is none. */
function candidatesIn(folder: string): readonly ProcessTexts[] {
  return readdirSync(folder)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map((pid) => join(folder, pid))
    .filter((process) => mayBeComponent(textOf(join(process, 'comm')) ?? ''))
    .flatMap(textsOf);
}

function textsOf(process: string): readonly ProcessTexts[] {
  const [cmdline, cgroup, status, stat] = ['cmdline', 'cgroup', 'status', 'stat'].map((name) =>
    textOf(join(process, name)),
  );
  if (cmdline === undefined || cgroup === undefined || status === undefined || stat === undefined) return [];
  return [{ cmdline, cgroup, status, stat }];
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
