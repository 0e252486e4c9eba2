import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './lab/cache.ts';
import type { Machine } from './lab/machine.ts';
import { mustRun } from './lab/run.ts';

/** One run of a command, from before its process exists until it is reaped. */
export interface Timed {
  readonly milliseconds: number;
  /** User and system. */
  readonly cpuMilliseconds: number;
  /** The most memory it had resident. */
  readonly peakKilobytes: number;
  readonly status: number;
}

/** Puts the stopwatch into a machine: what it measures is the command alone, without the way into the machine. */
export async function stopwatchIn(machine: Machine): Promise<(argv: readonly string[]) => Promise<Timed>> {
  const path = '/usr/local/bin/stopwatch';
  await copyFile(await builtStopwatch(), machine.path(path));
  return async (argv) => JSON.parse(await machine.mustExec([path, ...argv], { timeoutMs: 300_000 })) as Timed;
}

async function builtStopwatch(): Promise<string> {
  const folder = await cached({ name: 'stopwatch', recipe: { source } }, async (building) => {
    const file = join(building, 'stopwatch.c');
    await writeFile(file, source);
    await mustRun(['gcc', '-Os', '-static', '-o', join(building, 'stopwatch'), file]);
    await rm(file);
  });
  return join(folder, 'stopwatch');
}

// A process's peak includes that of the one it was forked from, so that one has to be small.
const source = `#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double ms(struct timeval time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

int main(int count, char **words) {
  struct timespec begin, end;
  struct rusage used;
  int status;
  if (count < 2) return 2;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  pid_t child = fork();
  if (child == 0) {
    int nowhere = open("/dev/null", O_RDWR);
    for (int stream = 0; stream < 3; stream++) dup2(nowhere, stream);
    execvp(words[1], words + 1);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &used) < 0) return 1;
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("{\\"milliseconds\\":%.3f,\\"cpuMilliseconds\\":%.3f,\\"peakKilobytes\\":%ld,\\"status\\":%d}\\n",
         (end.tv_sec - begin.tv_sec) * 1e3 + (end.tv_nsec - begin.tv_nsec) / 1e6,
         ms(used.ru_utime) + ms(used.ru_stime), used.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 255);
  return 0;
}
`;
