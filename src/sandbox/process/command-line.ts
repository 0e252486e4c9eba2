import { join } from 'node:path';

/** The flags of this process, without the dashes, as its static-pod manifest gives them. */
export type Flags = (name: string) => string;

/** Reads `--name=value` arguments. Asking for a flag that was not given is an error: the manifest is ours. */
export function flagsOf(argv: readonly string[]): Flags {
  const flags = new Map(argv.map((argument) => argument.replace(/^--/, '').split(/=(.*)/s, 2) as [string, string]));
  return (name) => {
    const value = flags.get(name);
    if (value === undefined) throw new Error(`the flag --${name} is missing`);
    return value;
  };
}

/** Where a path of the node lies on this machine: below the sandbox's folder. */
export function onDisk(path: string): string {
  return join(sandboxRoot(), path);
}

/** The name of the sandbox's only node. */
export function nodeName(): string {
  return process.env['SANDBOX_NODE'] ?? '';
}

/** Where this node's kubelet listens, as it registered itself. */
export function kubeletPort(): number {
  return Number(process.env['SANDBOX_KUBELET_PORT']);
}

function sandboxRoot(): string {
  const root = process.env['SANDBOX_ROOT'];
  if (root === undefined) throw new Error('SANDBOX_ROOT is not set');
  return root;
}
