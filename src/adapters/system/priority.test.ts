import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const program = `
import { getPriority } from 'node:os';
import { giveWay } from ${JSON.stringify(join(import.meta.dirname, 'priority.ts'))};
giveWay();
console.log(getPriority());`;

for (const [given, kept] of [
  ['0', '10'],
  ['10', '10'],
  ['15', '15'],
] as const) {
  test(`started with a nice value of ${given}, it works with ${kept}`, () => {
    const argv = ['-n', given, process.execPath, '--input-type=module', '--eval', program];
    assert.equal(execFileSync('nice', argv, { encoding: 'utf8' }).trim(), kept);
  });
}
