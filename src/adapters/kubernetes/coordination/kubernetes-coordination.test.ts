import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { handClock } from '../../../../test/contract/hand-clock.ts';
import { leaseTimes } from '../../../core/coordination/times.ts';
import { kubernetesCoordination } from './kubernetes-coordination.ts';
import { edit, type KeptLease, type LeaseServer, serveLease } from './lease-server.test-support.ts';

const { duration, sure, heartbeat } = leaseTimes;

async function cluster(t: TestContext, count: number) {
  const time = handClock();
  const kept: KeptLease = { object: undefined, version: 0 };
  edit(kept, { holderIdentity: '', leaseTransitions: 4 }, { labels: { kept: 'yes' } });
  const servers: LeaseServer[] = [];
  for (let number = 0; number < count; number += 1) servers.push(await serveLease(t, kept));
  const coordination = kubernetesCoordination({
    readKubeconfig: async () => servers[0]?.credentials ?? assert.fail(),
    endpoints: servers.map(({ port }) => ({ host: '127.0.0.1', port })),
    time,
    timeoutMilliseconds: 300,
  });
  const on = (node: string) => ({ acquire: (runId: string) => coordination.acquire({ node, runId }) });
  const [own = assert.fail(), other = own] = servers;
  return { time, kept, own, other, on };
}

describe('the Lease', () => {
  test('is written as client-go writes it, and keeps what others have added', async (t) => {
    const { kept, on, time } = await cluster(t, 1);
    const held = await on('cp-1').acquire('run');
    await time.pass(heartbeat);
    assert.deepEqual(kept.object?.spec, {
      holderIdentity: 'cp-1_run',
      leaseDurationSeconds: 60,
      acquireTime: '2030-01-15T00:00:00.000000Z',
      renewTime: '2030-01-15T00:00:10.000000Z',
      leaseTransitions: 5,
    });
    assert.deepEqual(kept.object?.metadata['labels'], { kept: 'yes' });
    await held.release();
    assert.equal(kept.object?.spec['holderIdentity'], '');
    assert.equal(kept.object?.spec['leaseTransitions'], 5);
  });

  test('is made where there is none, and taken when nobody has said that it is theirs', async (t) => {
    const { kept, on, time } = await cluster(t, 1);
    kept.object = undefined;
    await on('cp-1').acquire('run');
    assert.ok(time.ticks() >= duration);
    assert.equal(kept.object && (kept.object as KeptLease['object'])?.spec['holderIdentity'], 'cp-1_run');
  });
});

describe('while the own API server is away', () => {
  for (const manner of ['cut', 'silent', [500, 'x'], [403, { kind: 'Status' }], [404, '404 page not found']] as const) {
    test(`(${JSON.stringify(manner)}) the lease is taken and kept through another one`, async (t) => {
      const { kept, on, time, own, other } = await cluster(t, 2);
      own.manner = manner;
      const held = await on('cp-1').acquire('run');
      for (let times = 0; times < 6; times += 1) await time.pass(heartbeat);
      assert.equal(held.lost(), undefined);
      assert.equal(kept.object?.spec['holderIdentity'], 'cp-1_run');
      other.manner = 'cut';
      own.manner = 'well';
      await time.pass(sure);
      assert.equal(held.lost(), undefined);
    });
  }

  test('the own one is asked first, and alone while it answers', async (t) => {
    const { on, own, other, time } = await cluster(t, 2);
    await on('cp-1').acquire('run');
    await time.pass(heartbeat);
    assert.equal(own.asked.length, 4);
    assert.deepEqual(other.asked, []);
  });
});

describe('a slow API server', () => {
  test('leaves a holder sure from when it asked, not from when it was answered', async (t) => {
    const { on, own, time } = await cluster(t, 1);
    const slow = { manner: 'well', then: () => void time.pass(heartbeat / 2) } as const;
    own.once = { method: 'PUT', ...slow };
    const held = await on('cp-1').acquire('run');
    own.manner = 'cut';
    await time.pass(sure - heartbeat / 2 - 1);
    assert.equal(held.lost(), undefined);
    await time.pass(1);
    assert.notEqual(held.lost(), undefined);
  });

  test('lets one who waits begin to count when it was answered', async (t) => {
    const { on, own, time, kept } = await cluster(t, 1);
    edit(kept, { holderIdentity: 'cp-2_run' });
    own.once = { method: 'GET', manner: 'well', then: () => void time.pass(duration) };
    await on('cp-1').acquire('run');
    assert.ok(time.ticks() >= 2 * duration);
  });

  test('a release waits for the heartbeat that is under way, and nothing is written after it', async (t) => {
    const { on, own, time, kept } = await cluster(t, 1);
    const held = await on('cp-1').acquire('run');
    const releasing: Promise<void>[] = [];
    own.once = { method: 'GET', manner: 'well', then: () => void releasing.push(held.release()) };
    await time.pass(heartbeat);
    await Promise.all(releasing);
    await time.pass(duration);
    assert.equal(kept.object?.spec['holderIdentity'], '');
  });
});

describe('an answer that is lost', () => {
  test('of the request that took the lease: it is found to be ours', async (t) => {
    const { on, own, kept } = await cluster(t, 1);
    own.once = { method: 'PUT', manner: 'answer lost' };
    const waiting = on('cp-1').acquire('run');
    await assert.rejects(waiting, { code: 'api-unavailable' });
    assert.equal(kept.object?.spec['holderIdentity'], 'cp-1_run');
    assert.equal((await on('cp-1').acquire('run')).lost(), undefined);
  });

  test('of a renewal: the next heartbeat finds the lease still ours', async (t) => {
    const { on, own, time } = await cluster(t, 1);
    const held = await on('cp-1').acquire('run');
    own.once = { method: 'PUT', manner: 'answer lost' };
    await time.pass(heartbeat);
    own.once = undefined;
    await time.pass(sure);
    assert.equal(held.lost(), undefined);
  });

  test('and asked for again of another API server: once is enough', async (t) => {
    const { on, own, time, kept } = await cluster(t, 2);
    own.once = { method: 'PUT', manner: 'answer lost' };
    const held = await on('cp-1').acquire('run');
    assert.equal(kept.object?.spec['leaseTransitions'], 5);
    await time.pass(sure);
    assert.equal(held.lost(), undefined);
  });
});
