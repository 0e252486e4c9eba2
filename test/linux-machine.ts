import type { Machine } from '../src/ports/machine.ts';

export const linuxFacts = {
  userId: 0,
  platform: 'linux',
  kernel: '6.1.0',
  architecture: 'x64',
  processors: 2,
  memoryBytes: 2,
  freeMemoryBytes: 1,
  uptimeSeconds: 1,
  runtime: { node: '24', openssl: '3' },
} as const;

/** A small Linux machine on which root asks: no folder of ours yet, no unit, and nothing in the journal. */
export const linuxMachine: Machine = {
  facts: () => linuxFacts,
  folder: async () => ({ kind: 'missing' }),
  wayTo: async (path) => [{ path, uid: 0, gid: 0, mode: 0o755 }],
  unit: async () => undefined,
  journal: async () => undefined,
};
