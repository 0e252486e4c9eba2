import type { Path } from '../names.ts';
import type { Policy } from '../policy.ts';

/** A file by which a scheduler of the machine learns to call us. Holds no secret. */
export interface ScheduledFile {
  readonly path: Path;
  readonly content: string;
}

/** What the files are made from. */
export interface Schedule {
  /** Of our own program, absolute, without characters that a unit or a crontab reads otherwise. */
  readonly executable: Path;
  /** Where it is not /etc/perennial/config.yaml, which need not exist. */
  readonly config?: Path;
  readonly hostname: string;
  readonly policy: Pick<Policy, 'window' | 'look' | 'copies' | 'metrics' | 'notify' | 'heartbeat'>;
  /** The folders in which a renewal replaces files, links followed. */
  readonly writes: readonly Path[];
}

export type SchedulerName = 'systemd' | 'cron';

/** What a scheduler calls. */
export function commandLine({ executable, config }: Schedule, ...options: readonly string[]): string {
  return [executable, 'run', '--no-input', ...options, ...(config === undefined ? [] : ['--config', config])].join(' ');
}

/** The first line of each file: what has it is ours, and may be replaced and removed. */
export const MARK =
  '# Made by perennial schedule install from its configuration: change that, not this, and install again.';
