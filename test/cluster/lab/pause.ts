import { writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { mustRun } from './run.ts';

/** The path of the program that holds a pod's namespaces open: it waits, and reaps what is re-parented to it. */
export async function builtPause(): Promise<string> {
  const folder = await cached({ name: 'pause', recipe: { source } }, async (building) => {
    const file = join(building, 'pause.c');
    await writeFile(file, source);
    await mustRun(['gcc', '-Os', '-static', '-o', join(building, 'pause'), file]);
    await rm(file);
  });
  return join(folder, 'pause');
}

const source = `#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) { (void)signal; _exit(0); }
static void reap(int signal) { (void)signal; while (waitpid(-1, NULL, WNOHANG) > 0); }

int main(void) {
  signal(SIGINT, end);
  signal(SIGTERM, end);
  signal(SIGCHLD, reap);
  for (;;) pause();
}
`;
