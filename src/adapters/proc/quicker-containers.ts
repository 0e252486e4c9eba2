import type { Containers } from '../../ports/containers.ts';
import type { ProcContainers } from './proc-containers.ts';

/** Looks at processes where they are certain, else asks the runtime, which also does the stopping. */
export function quickerContainers(parts: { readonly proc: ProcContainers; readonly runtime: Containers }): Containers {
  return {
    running: async () => parts.proc.running() ?? (await parts.runtime.running()),
    stop: (id, graceSeconds) => parts.runtime.stop(id, graceSeconds),
  };
}
