import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { publish } from './results.ts';

// Figures, not verdicts. No control plane is needed: what a look costs is measured in speed.test.ts.

test('what it costs to expose ever more certificates, each number in a process of its own', () => {
  const sizes = [10, 1000, 10_000].map((count) => {
    const said = execFileSync(process.execPath, [join(import.meta.dirname, 'load/exposition-cost.ts'), String(count)]);
    return JSON.parse(said.toString()) as { readonly certificates: number; readonly samples: number };
  });
  for (const { certificates, samples } of sizes) assert.ok(samples > certificates * 3);
  publish('metrics-exposition', { sizes });
});
