import type { Container } from '../../../core/inventory.ts';
import type { Containers } from '../../../ports/containers.ts';
import { componentOf, containerOf, ofStaticPods } from './component-container.ts';
import type { RuntimeClient } from './runtime-client.ts';
import { isNotFound, runtimeFailure } from './runtime-failure.ts';
import type { ListedContainer } from './runtime-messages.ts';
import { withRuntime } from './with-runtime.ts';

export interface CriRequest {
  /** Paths of sockets to try, in order; asked anew for each operation. */
  readonly sockets: () => Promise<readonly string[]>;
  /** For a runtime to answer, and for each of its calls; a stop gets its grace on top. Default 5 s. */
  readonly timeoutMilliseconds?: number;
}

/**
 * The containers as the container runtime tells. `startedAt` is the runtime's CreatedAt: its StartedAt is noted when the
 * process runs already (0.2 to 1.1 s late on a busy machine), and a file that changed in between would pass for one that the
 * process has read. Where a runtime gives no CreatedAt, StartedAt has to do.
 */
export function criContainers({ sockets, timeoutMilliseconds = 5000 }: CriRequest): Containers {
  const use = async <T>(work: (client: RuntimeClient) => Promise<T>): Promise<T> =>
    withRuntime(await sockets(), timeoutMilliseconds, (client) => naming(client, work));
  return {
    running: () => use((client) => runningOn(client, timeoutMilliseconds)),
    stop: (id, graceSeconds) => use((client) => stopOn({ client, id, graceSeconds, timeoutMilliseconds })),
  };
}

async function naming<T>(client: RuntimeClient, work: (client: RuntimeClient) => Promise<T>): Promise<T> {
  try {
    return await work(client);
  } catch (thrown) {
    throw runtimeFailure(client.socket, thrown);
  }
}

async function runningOn(client: RuntimeClient, milliseconds: number): Promise<readonly Container[]> {
  const filter = {
    state: { state: 'CONTAINER_RUNNING' },
    label_selector: { 'io.kubernetes.pod.namespace': 'kube-system' },
  } as const;
  const { containers } = await client.call('ListContainers', { filter }, milliseconds);
  const ours = ofStaticPods(containers.filter((listed) => componentOf(listed) !== undefined));
  const found = await Promise.all(ours.map((listed) => withStatus(client, listed, milliseconds)));
  return found.filter((container) => container !== undefined);
}

/** One that ended since it was listed is left out. */
async function withStatus(
  client: RuntimeClient,
  listed: ListedContainer,
  milliseconds: number,
): Promise<Container | undefined> {
  const component = componentOf(listed);
  if (component === undefined) return undefined;
  try {
    const { status } = await client.call('ContainerStatus', { container_id: listed.id }, milliseconds);
    return status === null ? undefined : containerOf(component, listed, status);
  } catch (thrown) {
    if (isNotFound(thrown)) return undefined;
    throw thrown;
  }
}

interface StopRequest {
  readonly client: RuntimeClient;
  readonly id: string;
  readonly graceSeconds: number;
  readonly timeoutMilliseconds: number;
}

/** After the grace comes SIGKILL, and the runtime waits for the end of the process once more. */
async function stopOn({ client, id, graceSeconds, timeoutMilliseconds }: StopRequest): Promise<void> {
  const deadline = graceSeconds * 1000 + 2 * timeoutMilliseconds;
  try {
    await client.call('StopContainer', { container_id: id, timeout: graceSeconds }, deadline);
  } catch (thrown) {
    if (!isNotFound(thrown)) throw thrown;
  }
}
