import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposition } from '../../src/faces/metrics/exposition.ts';
import { healthyInventory } from '../inventory.ts';
import { overviewOf } from '../overviews.ts';
import { ended } from './program.ts';

const facts = { version: '1.2.3', runtime: 'node v24.0.0', runs: [] };

for (const compatibility of [undefined, 'x509'] as const) {
  test(`promtool has nothing to say about the metrics${compatibility ? ` with those of ${compatibility}` : ''}`, async () => {
    const body = textOf(overviewOf(healthyInventory()), facts, {
      format: 'text',
      ...(compatibility && { compatibility }),
    });
    assert.deepEqual(await ended('promtool', ['check', 'metrics'], body), { status: 0, said: '' });
  });
}

const textOf = (...asked: Parameters<typeof exposition>): string => [...exposition(...asked)].join('');
