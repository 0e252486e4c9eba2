import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { LoadMessage, LoadReport, LoadRequest, ServedPort } from './load-report.ts';
import type { Machine } from './machine.ts';
import type { MachineProcess } from './machine-processes.ts';

export interface Load {
  /** Ends the load; what it saw. */
  readonly stop: () => Promise<LoadReport>;
}

const checkout = join(import.meta.dirname, '../../..');
const ownCredentials = '/run/perennial-load.conf';

/**
 * Starts a request load inside a control plane's machine; resolves when every kind of request has succeeded once. The
 * credentials are a copy of admin.conf taken now, so what happens to that file does not disturb the load.
 */
export async function startLoad(machine: Machine, asked: Partial<LoadRequest> = {}): Promise<Load> {
  await machine.mustExec(['install', '-m', '600', '/etc/kubernetes/admin.conf', ownCredentials]);
  const request: LoadRequest = {
    server: `https://${machine.address}:6443`,
    kubeconfig: ownCredentials,
    newConnectionsPerSecond: 100,
    longestSeconds: 600,
    ports: controlPlanePorts(machine.address),
    ...asked,
  };
  const node = join(checkout, 'node_modules/.bin/node');
  const script = join(import.meta.dirname, 'load-process.ts');
  const messages = messagesOf(machine.spawn([node, script, JSON.stringify(request)]));
  await messages.flowing;
  return { stop: messages.stop };
}

/** Every port of a control plane that presents a certificate; controller manager and scheduler listen on loopback only. */
function controlPlanePorts(address: string): readonly ServedPort[] {
  return [
    { host: address, port: 6443 },
    { host: address, port: 6443, serverName: 'apiserver-loopback-client' },
    ...[2379, 2380, 10250].map((port) => ({ host: address, port })),
    ...[10257, 10259].map((port) => ({ host: '127.0.0.1', port })),
  ];
}

function messagesOf(child: MachineProcess): {
  readonly flowing: Promise<void>;
  readonly stop: () => Promise<LoadReport>;
} {
  const flowing = Promise.withResolvers<void>();
  const report = Promise.withResolvers<LoadReport>();
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString('utf8')));
  createInterface(child.stdout).on('line', (line) => {
    const message = JSON.parse(line) as LoadMessage;
    if (message.kind === 'flowing') flowing.resolve();
    else report.resolve(message.report);
  });
  void child.ended.then(() => {
    const error = new Error(`the load ended by itself: ${errors.join('')}`);
    flowing.reject(error);
    report.reject(error);
  });
  // Who never asks for the report is not to be ended by its absence.
  report.promise.catch(() => undefined);
  const stop = () => {
    child.stdin.end();
    return report.promise;
  };
  return { flowing: flowing.promise, stop };
}
