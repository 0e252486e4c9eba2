import {
  apiServer,
  clock,
  controlPlane,
  credentials,
  etcd,
  firewall,
  otherControlPlanes,
  readability,
} from './cluster-checks.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Examination } from './examination.ts';
import {
  configuration,
  containerRuntime,
  kubelet,
  operatingSystem,
  permissions,
  room,
  stateFolder,
} from './machine-checks.ts';
import { lastScheduledRun, renewal, schedule, windowRoom } from './schedule-checks.ts';

/** How everything stands that perennial needs, in the order in which one would mend it. */
export function diagnosesOf(examination: Examination): readonly Diagnosis[] {
  return checks.flatMap((check) => check(examination) ?? []);
}

const checks: readonly ((examination: Examination) => Diagnosis | undefined)[] = [
  permissions,
  operatingSystem,
  configuration,
  controlPlane,
  readability,
  containerRuntime,
  kubelet,
  credentials,
  apiServer,
  etcd,
  clock,
  room,
  stateFolder,
  firewall,
  otherControlPlanes,
  windowRoom,
  schedule,
  lastScheduledRun,
  renewal,
];
