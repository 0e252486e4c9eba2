import { containerIds } from './containers.ts';
import type { ControlPlane } from './lab/control-plane.ts';

/** Content and times of every file, which containers run apart from our own, and who leads since when. */
export async function everythingOn(machine: ControlPlane): Promise<string> {
  const files = await machine.mustExec([
    'sh',
    '-c',
    'cd /etc/kubernetes && find -L . -type f -exec stat -c "%n %Z %i %a" {} + -exec sha256sum {} +',
  ]);
  const leases = await machine.kubectl(
    ...['-n', 'kube-system', 'get', 'leases', '-o'],
    'jsonpath={range .items[*]}{.metadata.name} {.spec.holderIdentity} {.spec.leaseTransitions}{"\\n"}{end}',
  );
  const containers = [...(await containerIds(machine))].filter(([name]) => !ours.includes(name)).toSorted();
  return [files, leases, JSON.stringify(containers)].join('\n');
}

/** Containers of our Pod. */
const ours = ['perennial', 'page'];
