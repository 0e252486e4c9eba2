import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { commandLine } from '../../src/faces/cli/command-line.ts';
import type { StopSignal, Terminal } from '../../src/faces/cli/terminal.ts';
import type { Scheduler } from '../../src/ports/scheduler.ts';
import { linuxMachine } from '../linux-machine.ts';
import { scriptedTerminal } from '../transcripts/scripted-terminal.ts';

export interface Ending {
  readonly status: number;
  /** What was printed under `-o json`; undefined where that was no JSON. */
  readonly document: Readonly<Record<string, unknown>> | undefined;
  readonly printed: string;
  /** What was said meanwhile. */
  readonly said: string;
}

/** Where it is typed. */
interface Circumstances {
  readonly isTerminal?: boolean;
  readonly environment?: Terminal['environment'];
}

/** One command line on a node in memory, to its end; what stays is asked to stop as soon as it has printed something. */
export async function typed(
  node: MemoryNode,
  argv: readonly string[],
  { isTerminal = false, environment = {} }: Circumstances = {},
): Promise<Ending> {
  const scripted = scriptedTerminal([], '/');
  let stop: (signal: StopSignal) => void = () => undefined;
  const write = (text: string): void => {
    scripted.out.write(text);
    stop('SIGTERM');
    stop = () => undefined;
  };
  const terminal = {
    ...scripted,
    environment,
    out: { ...scripted.out, write },
    err: { ...scripted.err, isTerminal },
    onSignal: (listener: typeof stop) => {
      if (argv[0] === 'agent') stop = listener;
      return () => undefined;
    },
  };
  const status = await commandLine(argv, {
    terminal,
    version: '0.0.0',
    shellFiles: node.live().world.files,
    executable: '/usr/local/bin/perennial',
    schedulerOf: async () => schedulerOn(node),
    machine: async () => linuxMachine,
    archive: async () => ({ write: async () => undefined }),
    worldOf: async ({ tell, stop: signal, reach }) => node.live({ tell, stop: signal, reach }).world,
    nodePath: (_, path) => path,
  });
  const printed = scripted.saidOnOut();
  return { status, printed, said: scripted.saidOnErr(), document: documentIn(printed) };
}

function documentIn(printed: string): Ending['document'] {
  try {
    return JSON.parse(printed) as Ending['document'];
  } catch {
    return undefined;
  }
}

function schedulerOn(node: MemoryNode): Scheduler {
  return {
    install: async (files) => files.forEach(({ path, content }) => node.write(path, content)),
    remove: async (paths) => paths.forEach((path) => node.machine.tree.delete(path)),
    trigger: async () => ({ ok: true, said: 'nothing is due' }),
    next: async () => 'tomorrow',
  };
}
