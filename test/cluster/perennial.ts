import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './lab/machine.ts';
import type { MachineProcess } from './lab/machine-processes.ts';
import type { Completed } from './lab/run.ts';

const checkout = join(import.meta.dirname, '../..');

/** The executable under test: what `npm run build` made; a checkout without it is tested as it is. */
export const executable = [join(checkout, 'dist/perennial'), join(checkout, 'bin/perennial')].find(existsSync) ?? '';

/** Runs perennial in a machine, to its end. */
export async function perennial(machine: Machine, ...args: readonly string[]): Promise<Completed> {
  return await machine.exec([executable, ...args], { timeoutMs: 900_000 });
}

/** Runs it and reads what it answers with `-o json`; its status is not looked at. */
export async function perennialJson<T>(machine: Machine, ...args: readonly string[]): Promise<T> {
  const { status, stdout, stderr } = await perennial(machine, ...args, '-o', 'json');
  if (stdout.trim() === '') throw new Error(`perennial ${args.join(' ')}: status ${String(status)}\n${stderr}`);
  return JSON.parse(stdout) as T;
}

export function startPerennial(machine: Machine, ...args: readonly string[]): MachineProcess {
  return machine.spawn([executable, ...args]);
}
