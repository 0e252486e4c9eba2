import type { Container } from '../../core/inventory.ts';
import { podContainerOf } from './cgroup-path.ts';
import {
  bootInstantOf,
  type Clocks,
  componentOf,
  MILLISECONDS_PER_TICK,
  namespaceDepthOf,
  statOf,
} from './process-texts.ts';

/** What /proc/<pid> says of a process that may be a component. */
export interface ProcessTexts {
  readonly cmdline: string;
  readonly cgroup: string;
  readonly status: string;
  readonly stat: string;
}

/**
 * The containers of this node's components; undefined when processes alone leave a doubt: none found, a component in
 * several containers, or only in one of no static pod (a hosted control plane, a network plugin's etcd).
 */
export function containersOf(processes: readonly ProcessTexts[], clocks: Clocks): readonly Container[] | undefined {
  const boot = bootInstantOf(clocks);
  const found = processes.flatMap(componentProcessOf);
  const own = found.filter(({ isStaticPod }) => isStaticPod);
  const doubtful = found.some(({ component }) => !own.some((one) => one.component === component));
  if (boot === undefined || own.length === 0 || doubtful) return undefined;
  const containers = oldestOfEach(own).map((process) => containerOf(process, boot));
  return new Set(containers.map(({ component }) => component)).size === containers.length ? containers : undefined;
}

interface ComponentProcess extends Pick<Container, 'component' | 'id'> {
  readonly isStaticPod: boolean;
  readonly startTicks: number;
}

/** Nothing for a process that is none of this node's components, or has ended (state Z or X). */
function componentProcessOf({ cmdline, cgroup, status, stat }: ProcessTexts): readonly ComponentProcess[] {
  const component = componentOf(cmdline);
  const container = podContainerOf(cgroup);
  const read = statOf(stat);
  if (component === undefined || container === undefined || read === undefined) return [];
  if (namespaceDepthOf(status) !== 2 || /[ZX]/.test(read.state)) return [];
  return [{ component, ...container, startTicks: read.startTicks }];
}

/** A container's age is that of its oldest process. */
function oldestOfEach(processes: readonly ComponentProcess[]): readonly ComponentProcess[] {
  const byAge = processes.toSorted((a, b) => a.startTicks - b.startTicks);
  return byAge.filter(({ id }, index) => byAge.findIndex((other) => other.id === id) === index);
}

function containerOf({ component, id, startTicks }: ComponentProcess, boot: number): Container {
  return { component, id, imageVersion: '', startedAt: boot + startTicks * MILLISECONDS_PER_TICK, seenBy: 'proc' };
}
