import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { PerennialError } from '../../../core/errors.ts';
import { criContainers } from './cri-containers.ts';
import { refusal, serveBytes, serveRuntime, socketPath } from './runtime-server.test-support.ts';

const unavailable = (words: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof PerennialError);
  assert.equal(thrown.code, 'runtime-unavailable');
  assert.match(thrown.message, words);
  assert.ok(thrown.hint);
  return true;
};
const over = (...sockets: readonly string[]) =>
  criContainers({ sockets: async () => sockets, timeoutMilliseconds: 400 });

describe('a container runtime that misbehaves', () => {
  test('a socket that is not there is named', async (t) => {
    const socket = await socketPath(t);
    await assert.rejects(over(socket).running(), unavailable(/no container runtime listens at .*runtime\.sock/));
  });

  test('no socket at all is an error', async () => {
    await assert.rejects(over().running(), unavailable(/no container runtime/));
  });

  test('a socket that accepts and says nothing is given up in time', async (t) => {
    const socket = await serveBytes(t, () => undefined);
    const began = performance.now();
    await assert.rejects(over(socket).running(), unavailable(/did not answer in time/));
    assert.ok(performance.now() - began < 3000);
  });

  test('a socket that closes at once is an error', async (t) => {
    const socket = await serveBytes(t, (peer) => peer.end());
    await assert.rejects(over(socket).running(), unavailable(/runtime\.sock/));
  });

  test('garbage is an error', async (t) => {
    const socket = await serveBytes(t, (peer) => peer.write(Buffer.alloc(4096, 'HTTP/1.1 200 OK\r\n\r\n')));
    await assert.rejects(over(socket).running(), unavailable(/runtime\.sock/));
  });

  test('a runtime without CRI is passed over for one that has it', async (t) => {
    const without = await serveRuntime(t, { Version: () => refusal(status.UNIMPLEMENTED) });
    const hangs = await serveBytes(t, () => undefined);
    const withIt = await serveRuntime(t, { ListContainers: () => ({ containers: [] }) });
    assert.deepEqual(await over(without, hangs, withIt).running(), []);
  });

  test('when none answers, each is named with its reason', async (t) => {
    const without = await serveRuntime(t, { Version: () => refusal(status.UNIMPLEMENTED) });
    const hangs = await serveBytes(t, () => undefined);
    await assert.rejects(
      over(without, hangs).running(),
      unavailable(/does not speak CRI v1; .* did not answer in time/),
    );
  });

  test('a failed stop carries the words of the runtime', async (t) => {
    const socket = await serveRuntime(t, { StopContainer: () => refusal(status.INTERNAL, 'the shim is stuck') });
    await assert.rejects(over(socket).stop('a1', 0), unavailable(/the shim is stuck/));
  });

  test('containers without labels, times or images are not components', async (t) => {
    const socket = await serveRuntime(t, { ListContainers: () => ({ containers: [{}, { id: 'x' }] }) });
    assert.deepEqual(await over(socket).running(), []);
  });
});
