import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { scriptedTerminal } from '../../../test/transcripts/scripted-terminal.ts';
import { DAY } from '../../core/instant.ts';
import { main } from '../../main.ts';
import { writeControlPlane } from '../../sandbox/folder/write.ts';

/** What is typed, and whether at a terminal. */
const commands: readonly (readonly [argv: readonly string[], isTerminal: boolean])[] = [
  [['check'], true],
  [['check', '--cluster'], true],
  [['renew', '--all', '--yes'], true],
  [['renew', '--all', '--yes'], false],
  [['rescue', '--yes'], false],
  [['run'], false],
  [['doctor'], true],
  [['needs-renewal'], true],
];

for (const [argv, isTerminal] of commands) {
  test(`${argv.join(' ')}, ${isTerminal ? 'at a terminal' : 'in a log'}, says what it looks at before an API server answers`, async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'perennial-first-sign-'));
    t.after(() => rm(root, { recursive: true }));
    const happened: string[] = [];
    const sockets: Socket[] = [];
    const silent = createServer((socket) => {
      happened.push('the API server is asked');
      socket.on('error', () => undefined);
      sockets.push(socket);
    });
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    await writeControlPlane(root, shapeWith(port));

    const terminal = scriptedTerminal([], root);
    const err = { ...terminal.err, isTerminal, write: (text: string) => void happened.push(text) };
    const ended = main(argv, { root, reach: 'full', terminal: { ...terminal, err } });
    await once(silent, 'connection');
    const signs = [...happened];
    silent.close();
    for (const socket of sockets) socket.destroy();
    silent.on('connection', (socket) => socket.destroy());
    await ended;

    const [first = ''] = signs;
    assert.match(first, /looking at [a-z0-9.-]+/, JSON.stringify(signs));
  });
}

function shapeWith(apiServer: number) {
  const now = Math.floor(Date.now() / 1000) * 1000;
  // Nothing listens at the ports that nobody is given: those below 1024 that are not assigned.
  const others = { etcdClient: 2, etcdPeer: 3, etcdMetrics: 4, controllerManager: 5, scheduler: 6 };
  const ports = { apiServer, ...others, kubelet: 8, kubeletHealth: 10 };
  const lifetimes = { now, leavesEnd: now + 20 * DAY, leafLifetime: 365 * DAY };
  return { node: 'cp-1', algorithm: 'ECDSA-P256' as const, ports, ...lifetimes };
}
