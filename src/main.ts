import packageFacts from '../package.json' with { type: 'json' };
import { localFiles } from './adapters/local/files.ts';
import { logicalPathOf } from './adapters/local/places.ts';
import { keepAwake } from './adapters/system/thread-pool.ts';
import { commandLine } from './faces/cli/command-line.ts';
import { processTerminal } from './faces/cli/process-terminal.ts';
import type { Terminal } from './faces/cli/terminal.ts';
import { archiveHere } from './wiring/archive.ts';
import { podPlaceOf } from './wiring/in-pod.ts';
import { machineHere } from './wiring/machine.ts';
import { ownProgram } from './wiring/own-program.ts';
import { schedulerOf } from './wiring/scheduler.ts';
import { worldOf } from './wiring/world.ts';
import type { Overrides } from './wiring/world.ts';

/** Runs one command line and returns its exit status. The composition root: here and in wiring/ adapters have names. */
export async function main(
  argv: readonly string[],
  overrides: Overrides & { readonly terminal?: Terminal } = {},
): Promise<number> {
  const stop = keepAwake();
  return await commandLine(argv, {
    terminal: overrides.terminal ?? processTerminal(),
    version: packageFacts.version,
    shellFiles: localFiles({ root: '/' }),
    executable: ownProgram(),
    schedulerOf,
    archive: archiveHere,
    machine: () => machineHere(overrides.root ?? '/'),
    worldOf: (request) =>
      worldOf({ ...request, version: packageFacts.version }, { ...podPlaceOf(process.env), ...overrides }),
    nodePath: (root, path) => logicalPathOf(root ?? overrides.root ?? '/', path),
  }).finally(stop);
}
