import { PerennialError } from '../../core/errors.ts';
import type { ControlPlaneNode } from '../../core/schedule/node-blockers.ts';
import type { FiringAlert } from '../../core/schedule/alerts.ts';
import type { Instant } from '../../core/instant.ts';
import type { Reach } from '../../core/inventory.ts';
import type { Component, NodeName, Path } from '../../core/names.ts';
import type { ServingNode, ServingRequest } from '../../core/serving/request.ts';
import type { Stopper } from '../../ports/clock.ts';
import type { FirewallKind } from '../../ports/firewall.ts';
import type { Tell } from '../../ports/news.ts';
import type { Lock } from '../../ports/run.ts';
import type { World } from '../../ports/world.ts';
import { memoryApi } from './api.ts';
import { memoryContainers } from './containers.ts';
import { type Gate, gate, type Interference, noInterference } from './effects.ts';
import { memoryEndpoints } from './endpoints.ts';
import { memoryEtcd } from './etcd.ts';
import { memoryEvents, memorySentEvents } from './events.ts';
import { memoryFirewall } from './firewall.ts';
import { memoryFiles } from './files.ts';
import { memoryHistory } from './history.ts';
import { memoryKeys } from './keys.ts';
import { readServingPair } from './kubelet-serving.ts';
import { boot, settle } from './kubelet.ts';
import { type Behaviour, copyOf, type Entry, type Machine, type OtherEtcd } from './machine.ts';
import { memoryAlerts } from './alerts.ts';
import { memoryMessengers, memoryNotebook } from './messengers.ts';
import { memoryReports } from './reports.ts';
import { memoryRunNews } from './run-news.ts';
import { memoryRuns } from './runs.ts';
import { memoryServingRequests } from './serving-requests.ts';
import { memoryStore } from './store.ts';
import { memoryTextfile } from './textfile.ts';
import { memoryUnits } from './units.ts';
import { memoryWitness } from './witness.ts';

export interface MemoryNodeOptions {
  readonly now: Instant;
  /** Text, bytes, or any other entry; text and bytes become files of root: 0600, and changed a day before the containers started. */
  readonly files: Readonly<Record<Path, string | Buffer | Exclude<Entry, { kind: 'file' }> | FileWithMode>>;
  readonly node?: NodeName;
  /** Default: another one than the node's name, and with capitals. */
  readonly hostname?: string;
  /** Default: two days before `now`. */
  readonly startedAt?: Instant;
  readonly clusterConfiguration?: string;
  readonly upgradeUnderWay?: string;
  /** What fires at any Prometheus; absent: none can be reached. */
  readonly alerts?: readonly FiringAlert[];
  readonly aggregatedApi?: boolean;
  /** Default: its member is the only one, and no alarm is raised. */
  readonly etcd?: OtherEtcd;
  /** Default: iptables. */
  readonly firewall?: FirewallKind;
  readonly servingRequests?: readonly ServingRequest[];
  readonly servingNodes?: readonly ServingNode[];
  /** Other control-plane nodes, as the API server has them. */
  readonly otherNodes?: readonly ControlPlaneNode[];
  /** Workers, by whether they are ready. */
  readonly workers?: Readonly<Record<NodeName, boolean>>;
  /** What the nodes of its cluster have published. */
  readonly reports?: Map<NodeName, string>;
  readonly behaviour?: Partial<Readonly<Record<Component, Behaviour>>>;
}

export interface FileWithMode {
  readonly kind: 'file';
  readonly bytes: string | Buffer;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

export interface LifeOptions {
  readonly interfere?: Interference;
  readonly reach?: Reach;
  readonly tell?: Tell;
  /** Aborted by whoever asks the run to stop. */
  readonly stop?: AbortSignal;
}

/** One life of our process on the machine: its world, and what it changed. */
export interface Life {
  readonly world: World;
  /** Labels of its effects, in order. */
  readonly effects: readonly string[];
}

/** A control-plane node in memory. What it holds outlives every life of ours on it. */
export interface MemoryNode {
  /** A new process: whatever was cut off before, the machine is as that left it, and its lock is free. */
  live(options?: LifeOptions): Life;
  /** Somebody else, or a test, looks at and changes the machine. */
  readonly machine: Machine;
  write(path: Path, bytes: string | Buffer): void;
  behave(component: Component, behaviour: Behaviour): void;
  /** Time goes by, and what was due happens. */
  pass(milliseconds: number): void;
  /** Somebody sets its clock forward, or back. No time goes by. */
  setClock(milliseconds: number): void;
  /** The same node once more, on its own from here on. */
  copy(): MemoryNode;
}

const day = 86_400_000;
/** Between two effects, so that changes have an order. */
const tick = 5;

/** Boots the machine: every static pod of its manifests runs, and holds the files of that moment. */
export function memoryNode(options: MemoryNodeOptions): MemoryNode {
  const startedAt = options.startedAt ?? options.now - 2 * day;
  const machine: Machine = {
    node: options.node ?? 'cp-1',
    hostname: options.hostname ?? 'IP-10-0-0-1',
    now: options.now,
    clockSetBy: 0,
    tree: new Map(Object.entries(options.files).map(([path, given]) => [path, entryOf(given, startedAt - day)])),
    kept: new Map(),
    runs: new Map(),
    history: undefined,
    notebook: undefined,
    told: [],
    deliveries: [],
    silentReceivers: new Map(),
    heartbeats: 0,
    events: new Map(),
    sentEvents: undefined,
    kubeletServes: undefined,
    servingRequests: new Map((options.servingRequests ?? []).map((request) => [request.name, { request }])),
    servingNodes: options.servingNodes ?? [],
    processes: new Map(),
    nextStart: new Map(),
    behaviour: new Map(Object.entries(options.behaviour ?? {}) as [Component, Behaviour][]),
    leases: new Map(),
    outages: [],
    clusterConfiguration: options.clusterConfiguration,
    upgradeUnderWay: options.upgradeUnderWay,
    alerts: options.alerts,
    otherNodes: options.otherNodes ?? [],
    reports: options.reports ?? new Map<NodeName, string>(),
    signsOfLife: new Map(),
    aggregatedApi: options.aggregatedApi ?? false,
    units: new Map([
      ['containerd', startedAt],
      ['kubelet', startedAt],
    ]),
    workers: new Map(Object.entries(options.workers ?? {})),
    etcd: options.etcd ?? { members: [], alarms: [] },
    firewall: options.firewall ?? 'iptables',
    refusals: new Map(),
    runtimeAnswers: true,
    lockHolder: undefined,
  };
  boot(machine, startedAt);
  readServingPair(machine);
  return nodeOf(machine);
}

function nodeOf(machine: Machine): MemoryNode {
  return {
    machine,
    live: ({ interfere = noInterference, ...options } = {}) => {
      const door = ticking(machine, gate(interfere));
      return { world: worldOf(machine, door, options), effects: door.labels };
    },
    write: (path, bytes) => {
      machine.now += tick;
      machine.tree.set(path, entryOf(bytes, machine.now));
    },
    behave: (component, behaviour) => void machine.behaviour.set(component, behaviour),
    pass: (milliseconds) => {
      machine.now += milliseconds;
      settle(machine);
    },
    setClock: (milliseconds) => {
      machine.now += milliseconds;
      machine.clockSetBy += milliseconds;
      // The kubelet waits by the time that has gone by.
      for (const [component, at] of machine.nextStart) machine.nextStart.set(component, at + milliseconds);
    },
    copy: () => nodeOf(copyOf(machine)),
  };
}

function worldOf(
  machine: Machine,
  door: Gate,
  { reach = 'full', tell = () => undefined, stop }: Omit<LifeOptions, 'interfere'>,
): World {
  const api = memoryApi(machine, door);
  return {
    hostname: machine.hostname.toLowerCase(),
    version: '0.0.0',
    reach,
    files: memoryFiles(machine, door),
    store: (runId) => memoryStore(machine, door, runId),
    runs: memoryRuns(machine, door),
    runNews: memoryRunNews(),
    history: memoryHistory(machine, door),
    lock: memoryLock(machine, door),
    containers: memoryContainers(machine, door),
    endpoints: memoryEndpoints(machine, door),
    api,
    etcd: memoryEtcd(machine, door),
    reports: memoryReports(machine, door, () => api.version()),
    events: memoryEvents(machine, door),
    sentEvents: memorySentEvents(machine, door),
    textfile: memoryTextfile(machine, door),
    messengers: memoryMessengers(machine, door),
    notebook: memoryNotebook(machine, door),
    keys: memoryKeys(machine, door),
    clock: {
      now: () => machine.now,
      ticks: () => machine.now - machine.clockSetBy,
      async pause(milliseconds) {
        door.assertAlive();
        machine.now += Math.max(0, milliseconds);
        settle(machine);
      },
      async idle(milliseconds) {
        door.assertAlive();
        if (stop?.aborted !== true) machine.now += Math.max(0, milliseconds);
        settle(machine);
      },
      stopRequested: () => stop?.aborted ?? false,
      stoppedByPerson: () => stop?.reason === ('person' satisfies Stopper),
    },
    firewall: memoryFirewall(machine, door),
    servingRequests: memoryServingRequests(machine, door),
    alerts: memoryAlerts(machine),
    units: memoryUnits(machine, door),
    witness: memoryWitness(machine, door),
    tell,
  };
}

/** Freed with the life that held it, as the kernel frees a dead process' lock. */
function memoryLock(machine: Machine, door: Gate): Lock {
  return {
    async acquire() {
      door.assertAlive();
      if (machine.lockHolder?.alive()) {
        throw new PerennialError('lock-busy', 'another perennial is at work here: process 1 (perennial)');
      }
      const holder = { alive: () => door.alive() };
      machine.lockHolder = holder;
      return {
        async release() {
          if (machine.lockHolder === holder) machine.lockHolder = undefined;
        },
      };
    },
  };
}

function ticking(machine: Machine, door: Gate): Gate {
  return {
    ...door,
    perform(label, effect, within) {
      machine.now += tick;
      return door.perform(label, effect, within);
    },
  };
}

function entryOf(given: MemoryNodeOptions['files'][Path], changedAt: Instant): Entry {
  if (typeof given === 'string' || Buffer.isBuffer(given)) return entryOf({ kind: 'file', bytes: given }, changedAt);
  if (given.kind !== 'file') return given.kind === 'link' ? { ...given, changedAt } : given;
  const { bytes, mode = 0o600, uid = 0, gid = 0 } = given;
  return { kind: 'file', bytes: Buffer.from(bytes), mode, uid, gid, changedAt };
}
