import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyOf } from '../../src/core/config/policy.ts';
import { knownKeys } from '../../src/core/config/schema.ts';
import { pages, textOf } from './documented.ts';

const blocksIn = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

const keysOf = (block: string): readonly string[] => block.match(/^\w+(?=:)/gm) ?? [];

/** Other blocks are for Prometheus and Kubernetes. */
const isOurs = (block: string): boolean => keysOf(block).every((key) => knownKeys([]).includes(key));

for (const page of pages) {
  for (const [index, block] of blocksIn(page).filter(isOurs).entries()) {
    test(`${page}: its configuration ${String(index + 1)} is taken as it is written`, () => {
      policyOf(block, page);
    });
  }
}

test('docs/configuration.md shows every key there is', () => {
  const [example = ''] = blocksIn('docs/configuration.md');
  assert.deepEqual([...keysOf(example)].sort(), [...knownKeys([])].sort());
});
