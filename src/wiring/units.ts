import { PerennialError } from '../core/errors.ts';
import type { Units } from '../ports/units.ts';
import { once } from './once.ts';

/** Loaded by the first question. A folder that stands for `/` has no systemd, and this machine's own must not be taken for its. */
export function lazyUnits(root: string): Units {
  const units = once(async () => {
    if (root !== '/')
      throw new PerennialError('unit-failed', `${root} is no machine, so no unit of systemd runs in it`);
    const [{ systemctlUnits }, { called }] = await Promise.all([
      import('../adapters/systemd/units.ts'),
      import('../adapters/scheduler/program.ts'),
    ]);
    return systemctlUnits(called);
  });
  return {
    state: async (unit) => (await units()).state(unit),
    restart: async (unit) => (await units()).restart(unit),
  };
}
