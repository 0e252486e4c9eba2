import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemctlUnits } from './units.ts';

const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);
const shown = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('');

const cases = [
  {
    about: 'a unit that does not exist',
    says: { LoadState: 'not-found', ActiveState: 'inactive', MainPID: 0 },
    isInstalled: false,
  },
  {
    about: 'one that was stopped',
    says: { LoadState: 'loaded', ActiveState: 'inactive', MainPID: 0 },
    isInstalled: true,
  },
  // Between two starts of one that ends again and again; its last process is gone.
  {
    about: 'one that waits to be started again',
    says: { LoadState: 'loaded', ActiveState: 'activating', MainPID: 0 },
    isInstalled: true,
  },
  {
    about: 'one that is being stopped',
    says: { LoadState: 'loaded', ActiveState: 'deactivating', MainPID: 77 },
    isInstalled: true,
  },
];

for (const { about, says, isInstalled } of cases) {
  test(`${about} does not run`, async () => {
    const units = systemctlUnits(async () => ({
      status: 0,
      output: shown({ ...says, ExecMainStartTimestampMonotonic: 5 }),
    }));
    assert.deepEqual(await units.state('kubelet'), { isInstalled });
  });
}

test('one that runs was started when its main process was, by the wall clock', async () => {
  const started = { ExecMainStartTimestampMonotonic: microseconds() - 90_000_000 };
  const output = shown({ LoadState: 'loaded', ActiveState: 'active', MainPID: 77, ...started });
  const { startedAt = 0 } = await systemctlUnits(async () => ({ status: 0, output })).state('kubelet');
  assert.ok(Math.abs(Date.now() - 90_000 - startedAt) < 5000);
});

test('a start first forgets earlier failures, and one that is refused is an error with what systemd said', async () => {
  const calls: string[] = [];
  const units = systemctlUnits(async (argv) => {
    calls.push(argv.join(' '));
    return argv[1] === 'restart'
      ? { status: 5, output: 'Failed to restart: Unit is masked.\n' }
      : { status: 0, output: '' };
  });
  await assert.rejects(units.restart('kubelet'), { code: 'unit-failed', message: /masked/ });
  assert.deepEqual(calls, ['systemctl reset-failed kubelet.service', 'systemctl restart kubelet.service']);
});

test('a machine without systemd is an error, not a unit that does not run', async () => {
  const units = systemctlUnits(async () => ({ status: 127, output: '' }));
  await assert.rejects(units.state('kubelet'), { code: 'unit-failed' });
});
