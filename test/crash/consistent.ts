import assert from 'node:assert/strict';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import type { Inventory } from '../../src/core/inventory.ts';
import { check } from '../../src/usecases/check.ts';
import { wished } from './lives.ts';

/** Looks with a new process' eyes: nothing open, nothing that does not match, nobody on files that are gone. */
export async function assertConsistent(node: MemoryNode, about: string): Promise<Inventory> {
  node.pass(2000);
  const { inventory, findings } = await check(node.live().world, wished);
  const wrong = findings
    .filter(({ code }) => broken.includes(code))
    .map(({ code, subject, message }) => `${code} ${subject}: ${message}`);
  assert.deepEqual(wrong, [], about);
  return inventory;
}

const broken: readonly string[] = [
  'run-open',
  'key-mismatch',
  'stale',
  'not-running',
  'not-served',
  'key-missing',
  'certificate-missing',
  'not-signed-by-authority',
  'san-missing',
  'unreadable',
  'copy-outdated',
  'usage-wrong',
];

/** Serial by name of every certificate of kubeadm's, and of the person's copy. */
export function serials({ leaves }: Inventory): Readonly<Record<string, string>> {
  return Object.fromEntries(
    leaves.flatMap(({ name, kind, certificate }) =>
      certificate.kind === 'read' && kind !== 'kubelet' ? [[name, certificate.value.serial]] : [],
    ),
  );
}

/** Every byte of every file that a renewal may touch. */
export function bytes(node: MemoryNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...node.machine.tree].flatMap(([path, entry]) =>
      entry.kind === 'file' ? [[path, entry.bytes.toString('base64')]] : [],
    ),
  );
}

export function changedPaths(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((path) => one[path] !== other[path]);
}
