import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** The ports of one sandbox, all on 127.0.0.1. */
export interface SandboxPorts {
  readonly apiServer: number;
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly etcdMetrics: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  readonly kubelet: number;
  readonly kubeletHealth: number;
}

/** Below the range from which systems take the ports of outgoing connections, so that a restarted component gets its own again. */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const COUNT = 8;

/** A free block of ports. Somebody else may take one before it is used: starting is then tried with another block. */
export async function freePorts(): Promise<SandboxPorts> {
  for (;;) {
    const first = LOWEST + COUNT * randomInt((HIGHEST - LOWEST) / COUNT);
    const block = Array.from({ length: COUNT }, (_, index) => first + index);
    const free = await Promise.all(block.map(isFree));
    if (free.every(Boolean)) {
      return {
        apiServer: first,
        etcdClient: first + 1,
        etcdPeer: first + 2,
        etcdMetrics: first + 3,
        controllerManager: first + 4,
        scheduler: first + 5,
        kubelet: first + 6,
        kubeletHealth: first + 7,
      };
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
