import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { webhookDelivery } from '../../src/adapters/webhook/webhook-messengers.ts';
import { receiving } from '../../src/adapters/webhook/receiver.test-support.ts';
import type { NotifyPolicy } from '../../src/core/notify/receiver.ts';
import { DAY } from '../../src/core/instant.ts';
import type { World } from '../../src/ports/world.ts';
import { notebookNow } from '../../src/usecases/notify.ts';
import { tellPeople } from '../../src/usecases/tell-people.ts';
import { lazyNotebook } from '../../src/wiring/messengers.ts';
import { controlPlane } from '../crash/node.ts';
import { finding, seenNode } from '../overviews.ts';
import { publish } from './results.ts';

const MESSAGES = 1000;
const team = { name: 'team', least: 'warning', kind: 'webhook', urlFile: '/url' } as const;
const notify: NotifyPolicy = { receivers: [team], digest: 'never' };

test('of 1,000 messages to a server that fails half of the time none is lost', async (t) => {
  const taken: string[] = [];
  const chance = randomNumbers(20_300_115);
  let attempts = 0;
  let failed = 0;
  const { url } = await receiving(t, (request, response) => {
    attempts += 1;
    const id = String(request.headers['idempotency-key']);
    if (chance() < 0.5) {
      taken.push(id);
      return response.writeHead(204).end();
    }
    failed += 1;
    const how = Math.floor(chance() * 5);
    if (how === 4) taken.push(id);
    if (how > 2) return request.socket.resetAndDestroy();
    return response.writeHead([500, 503, 429][how] ?? 500, { 'retry-after': '3' }).end();
  });
  const root = await mkdtemp(join(tmpdir(), 'perennial-messages-'));
  t.after(() => rm(root, { recursive: true }));
  const node = controlPlane({});
  const life = node.live().world;
  const world: World = {
    ...life,
    notebook: lazyNotebook(root, '/var/lib/perennial/messages'),
    messengers: {
      ...life.messengers,
      deliver: (message) => webhookDelivery(message, team, { secret: async () => url, now: () => life.clock.now() }),
    },
  };
  const findings = Array.from({ length: MESSAGES }, (_, index) =>
    finding('apiserver', { code: `code-${String(index)}` }),
  );
  let looks = 0;
  do {
    looks += 1;
    const at = life.clock.now();
    const overview = { takenAt: at, nodes: [seenNode('cp-1', { takenAt: at, findings })] };
    await tellPeople({ kind: 'looked', overview }, { notify }, world);
    node.pass(DAY);
  } while ((await notebookNow(world)).outbox.length > 0 && looks < 20);
  const { dropped } = await notebookNow(world);
  const lost = MESSAGES - new Set(taken).size;
  const takenAgain = taken.length - new Set(taken).size;
  publish('deliveries', { messages: MESSAGES, attempts, failed, looks, lost, takenAgain });
  assert.deepEqual([lost, dropped], [0, 0]);
  assert.ok(failed > attempts * 0.4, 'the server did fail');
});

/** The same numbers from 0 to 1 each time (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
