import { findingsOf } from '../core/check/check.ts';
import type { Finding } from '../core/check/finding.ts';
import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import { NEEDED_BYTES } from '../core/plan/needed-room.ts';
import { neededNamesProblem } from '../core/plan/needed-names.ts';
import type { FileChange, Plan } from '../core/plan/plan.ts';
import { startProblem } from '../core/plan/start-problem.ts';
import type { Blocker } from '../core/schedule/blocker.ts';
import type { World } from '../ports/world.ts';
import { etcdProblem } from '../steps/etcd-problem.ts';
import type { ObserveRequest } from './requests.ts';
import { upgradeNow } from './upgrade-now.ts';

export interface PreflightRequest extends ObserveRequest {
  /** What stands in the way, and does not stop an emergency. */
  readonly despite?: readonly Blocker[];
}

/** Everything that can be known to be in the way, before anything changes. Throws the first reason, with what to do about it. */
export async function preflight(
  plan: Plan,
  before: Inventory,
  { policy, despite = [] }: PreflightRequest,
  world: World,
): Promise<void> {
  const findings = findingsOf(before, policy);
  const clockOff = findings.find(({ code }) => code === 'clock-off');
  if (clockOff !== undefined)
    throw new PerennialError('clock-off', clockOff.message, {
      hint: 'set the clock first: certificates would begin or end at the wrong time',
    });
  const namesLost = neededNamesProblem(plan, before);
  if (namesLost !== undefined)
    throw new PerennialError('san-lost', namesLost, {
      hint: 'leave these names in the certificate: whoever calls them would refuse it',
    });
  refuseLastRestart(plan, before, findings);
  await refuseUpgrade(before, despite, world);
  if (restarts(plan) && !startsKubelet(plan)) await refuseWithoutKubelet(before, world);
  await refuseAtGates(plan, world);
  const store = world.store('preflight');
  for (const path of writtenPaths(plan)) {
    const { freeBytes, problem } = await store.writable(path);
    if (problem !== undefined)
      throw new PerennialError('permission', `${path} cannot be written: ${problem}`, {
        file: path,
        hint: 'run as root, on a file system that is not read-only; what a service may write is in its unit: perennial schedule install',
      });
    if (freeBytes < NEEDED_BYTES)
      throw new PerennialError('disk-full', `there is no room to write ${path} (${freeBytes} bytes are free)`, {
        file: path,
        hint: 'free some space first',
      });
  }
}

function refuseLastRestart(plan: Plan, before: Inventory, findings: readonly Finding[]): void {
  const problem = startProblem(plan, before, findings);
  if (problem === undefined) return;
  throw new PerennialError('would-not-start', problem, { hint: 'mend its files first', next: 'perennial check' });
}

async function refuseUpgrade(before: Inventory, despite: readonly Blocker[], world: World): Promise<void> {
  const upgrade = await upgradeNow(before, world);
  if (upgrade === undefined || despite.some(({ kind }) => kind === upgrade.kind)) return;
  throw new PerennialError('upgrade-under-way', upgrade.why, {
    hint:
      upgrade.kind === 'upgrade'
        ? 'kubeadm renews certificates on its way; finish the upgrade first'
        : 'finish the upgrade first; where none is at work and it cannot wait, --offline goes ahead without asking',
  });
}

const restarts = ({ stages }: Plan): boolean =>
  stages.some(({ steps }) => steps.some(({ kind }) => kind === 'restart'));

const startsKubelet = ({ stages }: Plan): boolean =>
  stages.some(({ steps }) => steps.some((step) => step.kind === 'unit' && step.unit === 'kubelet'));

/** A stopped container would stay away: only the kubelet starts the next one. */
async function refuseWithoutKubelet({ kubelet }: Inventory, { endpoints }: World): Promise<void> {
  const health = kubelet.config.kind === 'read' ? kubelet.config.value.health : { host: '127.0.0.1', port: 10248 };
  if (health.port === 0) return;
  const { ok, detail } = await endpoints.health({ scheme: 'http', ...health, path: '/healthz' });
  if (ok) return;
  throw new PerennialError(
    'runtime-unavailable',
    `the kubelet does not answer on ${health.host}:${health.port} (${detail}), so nothing would start a stopped component again`,
    {
      hint: 'start it first: systemctl start kubelet; journalctl -u kubelet says why it is away',
      next: 'systemctl status kubelet',
    },
  );
}

/** A link lies beside the file it is turned to. */
const isWritten = ({ itself }: FileChange): boolean => itself !== true;

/** The gate itself waits a while for what passes by itself; who asks now is told now, before anything is begun. */
async function refuseAtGates({ stages }: Plan, world: World): Promise<void> {
  const gates = stages.flatMap(({ steps }) => steps.filter((step) => step.kind === 'gate'));
  for (const gate of gates) {
    const problem = await etcdProblem(gate, world);
    if (problem === undefined) continue;
    throw new PerennialError('etcd-unhealthy', `etcd may not be changed now: ${problem}`, {
      hint: 'mend etcd first, or go ahead all the same with --despite-etcd',
    });
  }
}

const writtenPaths = ({ stages }: Plan): readonly Path[] => [
  ...new Set(
    stages.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        if (step.kind === 'remake') return [step.certificate.path, step.key.path];
        return step.kind === 'install' ? step.files.filter(isWritten).map(({ path }) => path) : [];
      }),
    ),
  ),
];
