import type { RuntimeClient } from './runtime-client.ts';
import { runtimeClient } from './runtime-client.ts';
import { noRuntime } from './runtime-failure.ts';

/**
 * Runs `work` against the first of the sockets whose runtime says its version. All sockets together get
 * `findMilliseconds`; when none answers, throws `runtime-unavailable`.
 */
export async function withRuntime<T>(
  sockets: readonly string[],
  findMilliseconds: number,
  work: (client: RuntimeClient) => Promise<T>,
): Promise<T> {
  const failures: { socket: string; thrown: unknown }[] = [];
  for (const socket of sockets) {
    const client = await runtimeClient(socket);
    try {
      const thrown = await failureOf(client, findMilliseconds / sockets.length);
      if (thrown === undefined) return await work(client);
      failures.push({ socket, thrown });
    } finally {
      client.close();
    }
  }
  throw noRuntime(failures);
}

async function failureOf(client: RuntimeClient, milliseconds: number): Promise<unknown> {
  try {
    await client.call('Version', { version: 'v1' }, milliseconds);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
