import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { handClock } from '../../../../test/contract/hand-clock.ts';
import { leaseTimes } from '../../../core/coordination/times.ts';
import { PerennialError } from '../../../core/errors.ts';
import { kubernetesCoordination } from './kubernetes-coordination.ts';
import { edit, type KeptLease, type Manner, serveLease } from './lease-server.test-support.ts';

const { duration, sure, heartbeat } = leaseTimes;

async function cluster(t: TestContext, spec: Readonly<Record<string, unknown>> = { holderIdentity: '' }) {
  const time = handClock();
  const kept: KeptLease = { object: undefined, version: 0 };
  edit(kept, spec);
  const server = await serveLease(t, kept);
  const acquire = (node = 'cp-1', patienceMilliseconds = 300_000) =>
    kubernetesCoordination({
      readKubeconfig: async () => server.credentials,
      endpoints: [{ host: '127.0.0.1', port: server.port }],
      time,
      timeoutMilliseconds: 300,
      patienceMilliseconds,
    }).acquire({ node, runId: 'run' });
  const holder = () => kept.object?.spec['holderIdentity'];
  return { time, kept, server, acquire, holder };
}

describe('a Lease that people have written into', () => {
  const foreign = 'cp-2_run';
  const specs: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['duration 0', { leaseDurationSeconds: 0 }],
    ['a negative duration', { leaseDurationSeconds: -5 }],
    ['an absurd duration', { leaseDurationSeconds: 2 ** 31 - 1 }],
    ['a duration in words', { leaseDurationSeconds: 'for ever' }],
    ['no duration and no times', {}],
    ['times long past', { renewTime: '1970-01-01T00:00:00.000000Z', leaseDurationSeconds: 60 }],
    ['times to come', { renewTime: '2999-01-01T00:00:00.000000Z', leaseDurationSeconds: 60 }],
    ['transitions that are no number', { leaseTransitions: 'many' }],
    ['transitions at the end of int32', { leaseTransitions: 2 ** 31 - 1 }],
  ];
  for (const [name, spec] of specs) {
    test(`${name}: taken over after our own duration, neither sooner nor never`, async (t) => {
      const { acquire, time, kept } = await cluster(t, { holderIdentity: foreign, ...spec });
      const held = await acquire();
      assert.ok(time.ticks() >= duration && time.ticks() < 2 * duration);
      assert.equal(held.lost(), undefined);
      assert.equal(kept.object?.spec['leaseDurationSeconds'], 60);
      assert.equal(kept.object?.spec['leaseTransitions'], 1);
    });
  }

  test('given to somebody else under its holder: lost at the next heartbeat', async (t) => {
    const { acquire, time, kept, holder } = await cluster(t);
    const held = await acquire();
    edit(kept, { holderIdentity: 'maintenance' });
    await time.pass(heartbeat);
    assert.match(held.lost() ?? '', /is held by maintenance/);
    await held.release();
    assert.equal(holder(), 'maintenance');
  });

  test('emptied under its holder: lost at the next heartbeat', async (t) => {
    const { acquire, time, kept } = await cluster(t);
    const held = await acquire();
    edit(kept, { holderIdentity: '' });
    await time.pass(heartbeat);
    assert.match(held.lost() ?? '', /released by somebody else/);
  });

  test('deleted under its holder: the holder makes it again', async (t) => {
    const { acquire, time, kept, holder } = await cluster(t);
    const held = await acquire();
    kept.object = undefined;
    await time.pass(heartbeat);
    assert.equal(held.lost(), undefined);
    assert.equal(holder(), 'cp-1_run');
  });

  test('deleted under its holder, and made again by one who waits: the holder keeps it', async (t) => {
    const { acquire, kept, holder } = await cluster(t);
    const held = await acquire();
    kept.object = undefined;
    await assert.rejects(acquire('cp-2'), { code: 'lock-busy', message: /cp-1_run/ });
    assert.equal(held.lost(), undefined);
    assert.equal(holder(), 'cp-1_run');
  });

  test('deleted while its holder reaches nobody: the next one waits until that one is not sure any more', async (t) => {
    const { acquire, time, kept, server, holder } = await cluster(t);
    const held = await acquire();
    server.manner = 'cut';
    await time.pass(sure);
    kept.object = undefined;
    server.manner = 'well';
    await time.pass(heartbeat);
    assert.match(held.lost() ?? '', /was deleted/);
    await acquire('cp-2');
    assert.equal(holder(), 'cp-2_run');
  });
});

describe('somebody is quicker', () => {
  test('at taking it: the next look sees whose it is', async (t) => {
    const { acquire, server, kept, holder } = await cluster(t);
    const quicker = () => edit(kept, { holderIdentity: 'cp-2_run' });
    server.once = { method: 'GET', manner: 'well', then: quicker };
    await assert.rejects(acquire('cp-1', duration / 2), { code: 'lock-busy', message: /cp-2_run holds the lease/ });
    assert.equal(holder(), 'cp-2_run');
  });

  test('at renewing it: one that was only touched is renewed with the next heartbeat', async (t) => {
    const { acquire, server, kept, time } = await cluster(t);
    const held = await acquire();
    server.once = { method: 'GET', manner: 'well', then: () => edit(kept, {}, { labels: { touched: 'yes' } }) };
    await time.pass(heartbeat);
    await time.pass(sure);
    assert.equal(held.lost(), undefined);
  });
});

describe('an API server that is not believed', () => {
  const manners: readonly (readonly [string, Manner])[] = [
    ['an empty object', [200, {}]],
    ['no JSON', [200, '<html>']],
    ['null', [200, 'null']],
    ['another object', [200, { kind: 'Lease', metadata: { name: 'x', resourceVersion: '1' }, spec: {} }]],
    ['a Lease without a version', [200, { kind: 'Lease', metadata: { name: 'perennial-renew' }, spec: {} }]],
    ['a Status that is no refusal', [200, { kind: 'Status', message: 'ok' }]],
    ['a path that nobody knows', [404, '404 page not found']],
    ['a refusal', [403, { kind: 'Status', message: 'forbidden: User "x"' }]],
    ['an error', [500, 'boom\u001b[2J']],
    ['too many requests', [429, 'later']],
    ['a redirection', [302, '']],
    ['nothing', 'silent'],
    ['a closed connection', 'cut'],
  ];
  for (const [name, manner] of manners) {
    test(`${name}: told at once, and nothing is held`, async (t) => {
      const { acquire, server, time } = await cluster(t);
      server.manner = manner;
      await assert.rejects(acquire(), (thrown) => {
        assert.ok(thrown instanceof PerennialError && thrown.hint);
        assert.equal(thrown.code, 'api-unavailable');
        assert.doesNotMatch(thrown.message, /\u001b|PRIVATE KEY/);
        return true;
      });
      assert.equal(time.ticks(), 0);
    });

    test(`${name} in answer to heartbeats: lost when the time is over, and why`, async (t) => {
      const { acquire, server, time } = await cluster(t);
      const held = await acquire();
      server.manner = manner;
      await time.pass(sure - 1);
      assert.equal(held.lost(), undefined);
      await time.pass(1);
      assert.match(held.lost() ?? '', /could not be renewed in time: ./);
      server.manner = 'well';
      await time.pass(heartbeat);
      assert.equal(held.lost(), undefined);
    });
  }

  test('a write that is answered with another holder is none', async (t) => {
    const { acquire, server } = await cluster(t);
    const other = { kind: 'Lease', metadata: { name: 'perennial-renew', resourceVersion: '9' }, spec: {} };
    server.once = { method: 'PUT', manner: [200, other] };
    assert.equal((await acquire()).lost(), undefined);
    assert.equal(server.asked.filter((asked) => asked.startsWith('PUT')).length, 2);
  });

  test('a look that fails while waiting begins the waiting anew', async (t) => {
    const { acquire, server, time } = await cluster(t, { holderIdentity: 'cp-2_run' });
    time.every(duration / 2, async () => {
      if (time.ticks() <= duration / 2) server.once = { method: 'GET', manner: 'cut' };
    });
    await acquire();
    assert.ok(time.ticks() >= duration * 1.5);
  });

  test('refusals that go on for a whole duration end the waiting', async (t) => {
    const { acquire, server, time } = await cluster(t, { holderIdentity: 'cp-2_run' });
    time.every(duration / 2, async () => void (server.manner = [403, { kind: 'Status', message: 'forbidden' }]));
    await assert.rejects(acquire(), { code: 'api-unavailable', message: /403: forbidden/ });
    assert.ok(time.ticks() < duration * 2);
  });

  test('a lease that may not be written is told at once', async (t) => {
    const { acquire, server, time } = await cluster(t);
    server.once = { method: 'PUT', manner: [403, { kind: 'Status', message: 'may not update leases' }] };
    await assert.rejects(acquire(), { code: 'api-unavailable', message: /PUT .*403: may not update leases/ });
    assert.equal(time.ticks(), 0);
  });
});
