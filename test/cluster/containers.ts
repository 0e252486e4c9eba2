import type { Machine } from './lab/machine.ts';

/** Ids of the running containers of the control plane by component, as containerd has them. */
export async function containerIds(machine: Machine): Promise<ReadonlyMap<string, string>> {
  const tasks = await machine.mustExec(['ctr', '-n', 'k8s.io', 'tasks', 'ls']);
  const ids = tasks
    .split('\n')
    .filter((line) => line.includes('RUNNING'))
    .map((line) => line.split(/\s+/)[0] ?? '');
  const named = await Promise.all(ids.map(async (id) => [await componentOf(machine, id), id] as const));
  return new Map(named.filter(([component]) => component !== ''));
}

async function componentOf(machine: Machine, id: string): Promise<string> {
  const { stdout } = await machine.exec(['ctr', '-n', 'k8s.io', 'containers', 'info', id]);
  return /"io\.kubernetes\.container\.name": "([^"]+)"/.exec(stdout)?.[1] ?? '';
}
