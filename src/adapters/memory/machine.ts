import type { ClusterEvent } from '../../core/events/cluster-event.ts';
import type { ControlPlaneNode } from '../../core/schedule/node-blockers.ts';
import type { EtcdAlarm, EtcdMember } from '../../core/etcd/cluster.ts';
import type { FirewallKind, Refusal } from '../../ports/firewall.ts';
import type { FiringAlert } from '../../core/schedule/alerts.ts';
import type { Instant } from '../../core/instant.ts';
import type { Component, Digest, NodeName, Path } from '../../core/names.ts';
import type { ServingNode, ServingRequest } from '../../core/serving/request.ts';
import type { ServingAnswer } from '../../ports/serving-requests.ts';
import type { Delivery } from '../../core/notify/delivery.ts';
import type { Message } from '../../core/notify/message.ts';
import type { Plan, UnitName } from '../../core/plan/plan.ts';

/** What is at a path. Folders are there when something is in them. */
export type Entry =
  | {
      readonly kind: 'file';
      readonly bytes: Buffer;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      readonly changedAt: Instant;
    }
  | { readonly kind: 'link'; readonly target: string; readonly changedAt: Instant }
  | { readonly kind: 'folder' | 'fifo' | 'forbidden' };

export interface KeptFile {
  readonly bytes: Buffer;
  readonly keptAt: Instant;
}

export interface SavedRun {
  readonly plan: Plan;
  /** JSON lines, as on disk; what follows the last line break was torn. */
  readonly journal: string;
  readonly report?: unknown;
  readonly made: ReadonlyMap<string, KeptFile>;
}

export interface Process {
  readonly component: Component;
  readonly id: string;
  readonly imageVersion: string;
  readonly startedAt: Instant;
  /** What the files that its flags name held when it started, or when it last took them over. */
  readonly held: Map<Path, Buffer>;
}

/** How a component departs from what real ones do. */
export interface Behaviour {
  /** False: the kubelet does not get it to start again. */
  readonly comesBack?: boolean;
  /** False: it goes on with what it read when it started. */
  readonly reloads?: boolean;
  /** False: it runs, and its ports refuse. */
  readonly answers?: boolean;
  /** True: it runs, and its ports accept and say nothing. */
  readonly hangs?: boolean;
  /** True: etcd runs, and has no leader: other members are away. */
  readonly lacksQuorum?: boolean;
  /** Milliseconds from its end to the start of the next one; default 1200. */
  readonly restartDelay?: number;
}

export interface LeaseState {
  readonly holder: string;
  readonly renewedAt: Instant;
  readonly version: number;
}

export interface OtherEtcd {
  readonly members: readonly EtcdMember[];
  readonly alarms: readonly EtcdAlarm[];
}

/** Everything that outlives a process of ours: disk, containers, cluster, and the time. */
export interface Machine {
  readonly node: NodeName;
  readonly hostname: string;
  now: Instant;
  /** By how much the clock was set since it went by itself. */
  clockSetBy: number;
  readonly tree: Map<Path, Entry>;
  readonly kept: Map<Digest, KeptFile>;
  readonly runs: Map<string, SavedRun>;
  /** Lines of the history; undefined before the first. */
  history: string | undefined;
  /** What was said and what is on its way; undefined before the first message. */
  notebook: string | undefined;
  /** What people were told, in order. */
  readonly told: { readonly receiver: string; readonly message: Message }[];
  /** What comes of the next attempts to tell somebody, one after the other; then all is delivered. */
  readonly deliveries: Delivery[];
  /** By name, receivers that never answer, and how long each attempt waits for them. */
  readonly silentReceivers: Map<string, number>;
  heartbeats: number;
  /** Of the cluster, by name. */
  readonly events: Map<string, ClusterEvent>;
  /** What this node remembers of them; undefined before the first. */
  sentEvents: string | undefined;
  readonly processes: Map<Component, Process>;
  /** When the kubelet starts the next container of a component that has none. */
  readonly nextStart: Map<Component, Instant>;
  readonly behaviour: Map<Component, Behaviour>;
  readonly leases: Map<string, LeaseState>;
  /** When the API server was away. */
  readonly outages: { readonly from: Instant; to: Instant | undefined }[];
  readonly clusterConfiguration: string | undefined;
  readonly upgradeUnderWay: string | undefined;
  /** The kubelet's serving certificate as it read it when it started; undefined where it has none that is whole. */
  kubeletServes: Buffer | undefined;
  /** What kubelets ask for, by name, and what was answered. */
  readonly servingRequests: Map<string, { readonly request: ServingRequest; readonly answer?: ServingAnswer }>;
  readonly servingNodes: readonly ServingNode[];
  readonly otherNodes: readonly ControlPlaneNode[];
  /** By node, the texts that the nodes of the cluster have published; one map for all machines of a cluster. */
  readonly reports: Map<NodeName, string>;
  /** Of other nodes' kubelets, by their own clocks. */
  readonly signsOfLife: Map<NodeName, Instant>;
  readonly alerts: readonly FiringAlert[] | undefined;
  readonly aggregatedApi: boolean;
  /** When each unit of systemd was started; one that does not run is not in it. */
  readonly units: Map<UnitName, Instant>;
  /** Workers, by whether they are ready. */
  readonly workers: ReadonlyMap<NodeName, boolean>;
  /** What there is of etcd beside the member of this machine. */
  etcd: OtherEtcd;
  readonly firewall: FirewallKind;
  /** By port. */
  readonly refusals: Map<number, Refusal>;
  /** False: nobody listens at the container runtime's socket. */
  runtimeAnswers: boolean;
  /** Who holds the lock; the dead hold nothing. */
  lockHolder: { alive(): boolean } | undefined;
}

/** An independent machine in the same state: bytes are shared, and never changed in place. */
export function copyOf(machine: Machine): Machine {
  return {
    ...machine,
    lockHolder: undefined,
    tree: new Map(machine.tree),
    kept: new Map(machine.kept),
    told: [...machine.told],
    deliveries: [...machine.deliveries],
    silentReceivers: new Map(machine.silentReceivers),
    events: new Map(machine.events),
    servingRequests: new Map(machine.servingRequests),
    runs: new Map(machine.runs),
    processes: new Map([...machine.processes].map(([name, one]) => [name, { ...one, held: new Map(one.held) }])),
    nextStart: new Map(machine.nextStart),
    units: new Map(machine.units),
    behaviour: new Map(machine.behaviour),
    leases: new Map(machine.leases),
    refusals: new Map(machine.refusals),
    reports: new Map(machine.reports),
    signsOfLife: new Map(machine.signsOfLife),
    outages: machine.outages.map((outage) => ({ ...outage })),
  };
}
