import type { ErrorCode } from '../../core/errors.ts';
import type { ChangeReport } from '../../usecases/requests.ts';
import type { Answer } from './answer.ts';
import type { Given } from './given.ts';
import type { Priority, StopSignal } from './terminal.ts';

/** What commands end with. `check` ends as monitoring plugins do: 0, 1, 2, and 3 for every error; docs/exit-codes.md has them all. */
export const exitStatus = {
  fine: 0,
  /** `needs-renewal` only: nothing is due. */
  notDue: 1,
  /** Failed; nothing was changed, or what was has been undone. */
  failed: 1,
  /** Something changed; only under `--detailed-exitcode`. */
  changed: 2,
  /** `check` only: it could not be decided. */
  unknown: 3,
  /** A guard refused before anything was changed. */
  refused: 4,
  /** Stopped in the middle: a run is open, `resume` or `rollback` ends it. */
  open: 5,
  /** The rest is sysexits.h, which systemd prints by name. */
  usage: 64,
  busy: 75,
  permission: 77,
  config: 78,
  /** `needs-renewal` only: every error. The one status on which systemd's ExecCondition= fails a unit and does not skip it. */
  undecided: 255,
} as const;

/** What an error ends a command with that has no status of its own for errors. */
export const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  usage: exitStatus.usage,
  'unknown-name': exitStatus.usage,
  'run-unknown': exitStatus.usage,
  'confirmation-needed': exitStatus.usage,
  'config-invalid': exitStatus.config,
  permission: exitStatus.permission,
  'lock-busy': exitStatus.busy,
  'turn-missed': exitStatus.busy,
  'no-control-plane': exitStatus.failed,
  'file-unreadable': exitStatus.failed,
  'file-malformed': exitStatus.failed,
  'file-too-large': exitStatus.failed,
  'runtime-unavailable': exitStatus.failed,
  'api-unavailable': exitStatus.failed,
  'etcd-unavailable': exitStatus.failed,
  'alerts-unreachable': exitStatus.failed,
  'no-scheduler': exitStatus.failed,
  'unit-failed': exitStatus.failed,
  'nothing-dead': exitStatus.refused,
  'firewall-failed': exitStatus.failed,
  'not-proved': exitStatus.failed,
  drifted: exitStatus.failed,
  internal: exitStatus.failed,
  'disk-full': exitStatus.refused,
  'read-only': exitStatus.refused,
  'authority-expired': exitStatus.refused,
  'authority-external': exitStatus.refused,
  'authority-mismatch': exitStatus.refused,
  'san-lost': exitStatus.refused,
  'clock-off': exitStatus.refused,
  'upgrade-under-way': exitStatus.refused,
  'etcd-unhealthy': exitStatus.refused,
  'would-not-start': exitStatus.refused,
  'run-open': exitStatus.refused,
  'no-way-back': exitStatus.refused,
  'plan-stale': exitStatus.refused,
  'plan-invalid': exitStatus.refused,
  interrupted: exitStatus.open,
};

export function statusOfError(code: ErrorCode): number {
  return statusOfCode[code];
}

/** How loudly a journal says what ended so. A refusal is for somebody to look at, not an incident. */
export function priorityOf(status: number): Priority {
  if (status === exitStatus.fine || status === exitStatus.changed) return 'info';
  return status === exitStatus.refused || status === exitStatus.busy ? 'warning' : 'err';
}

/** Under `--detailed-exitcode` success is 2 where something changed, whichever command it was. */
export function detailedStatus({ status, document }: Answer, { detailedExitcode }: Given): number {
  const tells = detailedExitcode === true && status === exitStatus.fine && document?.changed === true;
  return tells ? exitStatus.changed : status;
}

/** `detailed`: 2 where something changed, or would have. */
export function statusOfChange(change: ChangeReport, detailed: boolean): number {
  switch (change.kind) {
    case 'nothing-to-do':
      return exitStatus.fine;
    case 'planned':
      return detailed ? exitStatus.changed : exitStatus.fine;
    case 'ran': {
      const { outcome, rolledBackBy } = change.report;
      if (outcome.kind === 'complete') return detailed ? exitStatus.changed : exitStatus.fine;
      const isAsBefore = outcome.kind === 'not-begun' || rolledBackBy?.outcome.kind === 'complete';
      return isAsBefore ? exitStatus.failed : exitStatus.open;
    }
  }
}

/** As a shell says it of a process that died of a signal. */
export function statusOfSignal(signal: StopSignal): number {
  return 128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal];
}
