import type { Machine } from '../ports/machine.ts';

/** Loaded by the commands that look for a fault, where a systemd that hangs may be the fault. */
export async function machineHere(root: string): Promise<Machine> {
  const [{ thisMachine }, { called }] = await Promise.all([
    import('../adapters/machine/this-machine.ts'),
    import('../adapters/scheduler/program.ts'),
  ]);
  return thisMachine(root, (argv) => called(argv, { longest: 10_000 }));
}
