import type { Path } from '../../core/names.ts';
import type { Firewall } from '../../ports/firewall.ts';
import { ended } from './program.ts';

/** What one program can do to the rules of this machine. */
export interface Rules extends Pick<Firewall, 'refusals' | 'refuse' | 'admit'> {
  /** Whether it has its part of the kernel. One that is only busy has: its rules may be ours. */
  works(): Promise<boolean>;
}

export async function works(program: Path, list: readonly string[]): Promise<boolean> {
  const { ok, isBusy } = await ended(program, list);
  return ok || isBusy;
}
