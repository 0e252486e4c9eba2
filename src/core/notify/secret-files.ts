import type { Path } from '../names.ts';
import type { HeartbeatPolicy, NotifyPolicy } from './receiver.ts';

/** The files that are read when people or the heartbeat are told something. */
export function secretFilesOf({ notify, heartbeat }: Told): readonly Path[] {
  const named = [...(notify?.receivers ?? []), ...(heartbeat === undefined ? [] : [heartbeat])];
  return [...new Set(named.flatMap(filesIn))];
}

interface Told {
  readonly notify?: NotifyPolicy;
  readonly heartbeat?: HeartbeatPolicy;
}

/** By the names of their fields, `urlFile` and the like: so has config.yaml them. */
const filesIn = (told: object): readonly Path[] =>
  Object.entries(told).flatMap(([name, value]) => (name.endsWith('File') ? [String(value)] : []));
