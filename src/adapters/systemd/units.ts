import { PerennialError } from '../../core/errors.ts';
import type { UnitState } from '../../core/inventory.ts';
import type { UnitName } from '../../core/plan/plan.ts';
import type { Units } from '../../ports/units.ts';

/** Runs a program of the machine to its end, which is bounded; 127 where there is none of the name. Its words are in English. */
export type Call = (argv: readonly string[]) => Promise<{ readonly status: number; readonly output: string }>;

/** Units of this machine's systemd, through systemctl: its manager has no other interface that needs no library. */
export function systemctlUnits(call: Call): Units {
  return {
    async state(unit) {
      const { status, output } = await call(['systemctl', 'show', ...properties, `${unit}.service`]);
      if (status !== 0) throw refused(unit, 'cannot be asked about', output);
      return stateIn(output);
    },
    async restart(unit) {
      // One that failed too often is not started before that is forgotten (systemd.unit(5), StartLimitIntervalSec).
      await call(['systemctl', 'reset-failed', `${unit}.service`]);
      const { status, output } = await call(['systemctl', 'restart', `${unit}.service`]);
      if (status !== 0) throw refused(unit, 'could not be started', output);
    },
  };
}

const properties = ['LoadState', 'ActiveState', 'ExecMainStartTimestampMonotonic', 'ExecMainPID', 'MainPID'].map(
  (name) => `--property=${name}`,
);

/** systemd's monotonic times are CLOCK_MONOTONIC in microseconds; Node's hrtime is the same clock. */
function stateIn(output: string): UnitState {
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(output)?.[1] ?? '';
  const isInstalled = value('LoadState') === 'loaded';
  const runs = value('ActiveState') === 'active' && Number(value('MainPID')) > 0;
  if (!runs) return { isInstalled };
  const age = Number(process.hrtime.bigint() / 1000n) - Number(value('ExecMainStartTimestampMonotonic'));
  return { isInstalled, startedAt: Date.now() - age / 1000 };
}

function refused(unit: UnitName, what: string, output: string): PerennialError {
  return new PerennialError('unit-failed', `the unit ${unit}.service ${what}: ${lastLine(output)}`, {
    hint: `journalctl -u ${unit} says why`,
    next: `systemctl status ${unit}`,
  });
}

const lastLine = (output: string): string =>
  output.trim().split('\n').at(-1)?.slice(0, 300) || 'systemctl said nothing';
