import { reportsFor } from '../core/cluster/comparison.ts';
import { type Examination, type Tried, type Trouble, unitPropertiesIn } from '../core/doctor/examination.ts';
import { PerennialError } from '../core/errors.ts';
import { etcdAccessOf } from '../core/etcd/access-of.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import { defaultPolicy } from '../core/policy.ts';
import { lifetimesIn } from '../core/schedule/due.ts';
import { crampedOnes } from '../core/schedule/room.ts';
import { STATE_FOLDER } from '../core/state-folder.ts';
import type { Machine } from '../ports/machine.ts';
import type { World } from '../ports/world.ts';
import { etcdProblem } from '../steps/etcd-problem.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import { obstacleNow } from './readiness.ts';
import type { ObserveRequest } from './requests.ts';
import { installedSchedules, type SchedulePlace } from './schedule.ts';
import { whileLooking } from './while-looking.ts';
import { writtenFolders } from './written-folders.ts';

export interface ExamineRequest {
  /** Throws `config-invalid`, which is a finding like others here. */
  readonly observing: () => Promise<ObserveRequest>;
  /** `isGiven`: the person named it, so that it is there, or `observing` throws. */
  readonly configuration: { readonly path: Path; readonly isGiven: boolean };
  readonly machine: Machine;
  readonly scheduleFor: (request: ObserveRequest, writes: readonly Path[]) => SchedulePlace;
}

/** Looks at everything that perennial needs; changes nothing, and goes on whatever fails. */
export async function examine(asked: ExamineRequest, world: World): Promise<Examination> {
  const configured = await tried(asked.observing);
  const request = configured.kind === 'found' ? configured.value : { policy: defaultPolicy, copies: [] };
  const inventory = await tried(async () => controlPlaneSeen(request, world));
  const seen = inventory.kind === 'found' ? inventory.value : undefined;
  const [system, isThere, room, ofCluster, ofMachine] = await whileLooking('what else is needed', world, () =>
    Promise.all([
      systemName(world),
      configurationIsThere(asked, world),
      world.store('doctor').writable(`${STATE_FOLDER}/history.jsonl`),
      seen === undefined ? {} : clusterFacts(seen, request, world),
      world.reach === 'files' ? {} : machineFacts(asked, { configured, seen }, world),
    ]),
  );
  return {
    reach: world.reach,
    machine: asked.machine.facts(),
    ...(system !== undefined && { system }),
    configuration: {
      path: asked.configuration.path,
      isThere,
      ...(configured.kind === 'failed' && { problem: configured.why }),
    },
    policy: request.policy,
    inventory,
    cramped: seen === undefined ? [] : crampedOnes(lifetimesIn(seen, request.policy), request.policy, seen.takenAt),
    room,
    ...ofCluster,
    ...ofMachine,
  };
}

async function controlPlaneSeen(request: ObserveRequest, world: World): Promise<Inventory> {
  const inventory = await observe(world, request);
  refuseWithoutControlPlane(inventory);
  return inventory;
}

type ClusterFacts = Pick<Examination, 'etcd' | 'reports' | 'obstacle'>;

async function clusterFacts(seen: Inventory, request: ObserveRequest, world: World): Promise<ClusterFacts> {
  const access = etcdAccessOf(seen);
  const [sick, reports, obstacle] = await Promise.all([
    access && etcdProblem({ access, change: 'reload' }, world),
    reportsOfOthers(seen, world),
    obstacleNow(seen, request, world),
  ]);
  return {
    ...(access !== undefined && { etcd: sick === undefined ? {} : { problem: sick } }),
    ...(reports !== undefined && { reports }),
    ...(obstacle !== undefined && { obstacle }),
  };
}

async function reportsOfOthers(
  { controlPlanes, node }: Inventory,
  { reports }: World,
): Promise<Examination['reports']> {
  const nodes = controlPlanes.kind === 'read' ? controlPlanes.value.map(({ name }) => name) : [];
  if (nodes.every((name) => name === node)) return undefined;
  return await tried(async () => reportsFor(nodes, await reports.all()));
}

type OwnMachineFacts = Pick<Examination, 'kubeletUnit' | 'stateFolder' | 'schedule' | 'service'>;

/** Which files a schedule should have cannot be told without a configuration. */
async function machineFacts(
  { machine, scheduleFor }: ExamineRequest,
  { configured, seen }: { readonly configured: Tried<ObserveRequest>; readonly seen: Inventory | undefined },
  { files, units }: World,
): Promise<OwnMachineFacts> {
  const writes = seen === undefined ? [] : await writtenFolders(seen, files);
  const [kubeletUnit, facts, schedule, service] = await Promise.all([
    tried(() => units.state('kubelet')),
    machine.folder(STATE_FOLDER),
    configured.kind === 'found' ? tried(() => installedSchedules(scheduleFor(configured.value, writes))) : undefined,
    machine.unit('perennial.service'),
  ]);
  return {
    kubeletUnit,
    stateFolder: { path: STATE_FOLDER, facts },
    ...(schedule !== undefined && { schedule }),
    ...(service !== undefined && { service: unitPropertiesIn(service) }),
  };
}

async function configurationIsThere({ configuration }: ExamineRequest, { files }: World): Promise<boolean> {
  return configuration.isGiven || (await files.read(configuration.path)).kind !== 'missing';
}

async function systemName({ files }: World): Promise<string | undefined> {
  const release = await files.read('/etc/os-release');
  if (release.kind !== 'read') return undefined;
  return /^PRETTY_NAME="?([^"\n]{1,100})"?$/m.exec(release.value.bytes.toString('utf8'))?.[1];
}

/** What is no error of ours is a defect, and not a finding. */
async function tried<T>(work: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { kind: 'found', value: await work() };
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    return { kind: 'failed', why: troubleOf(thrown) };
  }
}

function troubleOf({ code, message, hint, next, file, line }: PerennialError): Trouble {
  return { code, message, hint, next, file, line };
}
