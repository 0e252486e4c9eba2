import type { EtcdAccess } from '../etcd/access.ts';
import type { EtcdChange } from '../etcd/gate-problem.ts';
import type { Instant } from '../instant.ts';
import type { Endpoint } from '../inventory.ts';
import type { Component, Digest, NodeName, Path } from '../names.ts';
import type { ExtendedKeyUsage, KeyAlgorithm } from '../x509/certificate.ts';
import type { Evidence } from './evidence.ts';
import type { IssueTarget, Predecessor, Signer } from './issuing.ts';

/** Everything a run will change on one node, decided before it changes anything. Plain JSON; holds no secret. */
export interface Plan {
  readonly format: 1;
  /** Why, for people. Execution reads only `stages`. */
  readonly intent: Intent;
  readonly node: NodeName;
  /** When the inventory was taken. */
  readonly madeAt: Instant;
  readonly stages: readonly Stage[];
  /** Considered, not touched, and why. */
  readonly leftAlone: readonly LeftAlone[];
}

export type Intent =
  | { readonly kind: 'renew' }
  | { readonly kind: 'restart'; readonly components: readonly Component[] }
  | { readonly kind: 'kubeconfig' }
  /** `dead`: what was found, in words, in the order in which one thing needs the other. */
  | { readonly kind: 'rescue'; readonly dead: readonly string[] }
  | { readonly kind: 'rollback'; readonly of: string }
  /** A person ends unfinished runs where they stand; has no steps. */
  | { readonly kind: 'abandon'; readonly of: readonly string[] };

export interface LeftAlone {
  readonly name: string;
  readonly why: string;
}

/** The smallest group of steps after which the node is healthy again: where a run may pause, and the unit of rollback. */
export interface Stage {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Unique in its plan: `3.2` is the second step of the third stage. */
export type StepId = string;

export type StepKind = Step['kind'];

export type Step =
  | Keep
  | Issue
  | Merge
  | Refer
  | Install
  | Drain
  | Restart
  | Unit
  | Prove
  | Remake
  | Await
  | Heartbeat
  | Admit
  | Gate;

/** Saves the bytes at `path` in the store; refuses when they are not the ones planned for. */
export interface Keep {
  readonly kind: 'keep';
  readonly id: StepId;
  readonly path: Path;
  readonly digest: Digest;
}

/** Makes a key and a certificate in the store; nothing outside the store changes. */
export interface Issue {
  readonly kind: 'issue';
  readonly id: StepId;
  readonly request: IssueRequest;
  /** Absent where there is none that could be read: the names are those of the plan. */
  readonly successorOf?: Predecessor;
  readonly into: IssueTarget;
}

/** Exactly what will be signed, apart from key and serial. */
export interface IssueRequest {
  readonly name: string;
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  /** As in `Certificate`; absent when there are none. */
  readonly otherNames?: readonly string[];
  /** How the names differ from the old certificate's, on purpose; any other difference is refused. */
  readonly sanChanges: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly extendedKeyUsages: readonly ExtendedKeyUsage[];
  readonly notBefore: Instant;
  /** Never beyond the signer's end. */
  readonly notAfter: Instant;
  readonly key:
    | { readonly kind: 'new'; readonly algorithm: KeyAlgorithm }
    | { readonly kind: 'reuse'; readonly path: Path };
  readonly signer: Signer;
}

/** Makes, in the store, a person's kubeconfig in which only this cluster's entries changed, to those of `source`. */
export interface Merge {
  readonly kind: 'merge';
  readonly id: StepId;
  readonly path: Path;
  /** Absent when the file does not exist yet and was asked for. */
  readonly digest?: Digest;
  /** The kubeconfig to take credential and trust from: made in this run, or on disk. */
  readonly source: { readonly made: string } | { readonly path: Path; readonly digest: Digest };
  readonly as: string;
}

/** Makes, in the store, a kubeconfig whose current user names a file where it carried a credential or named another. */
export interface Refer {
  readonly kind: 'refer';
  readonly id: StepId;
  readonly path: Path;
  readonly digest: Digest;
  /** Certificate and key in one. */
  readonly to: Path;
  readonly as: string;
}

/** Puts new bytes in place, all or nothing for each file, adjacent in time: key first, then certificate. */
export interface Install {
  readonly kind: 'install';
  readonly id: StepId;
  readonly files: readonly FileChange[];
}

/** Symmetric on purpose: swapping `was` and `becomes` undoes it. */
export interface FileChange {
  readonly path: Path;
  readonly was: Content;
  readonly becomes: Content;
  /** What lies at the path itself is meant, not what a link there leads to. */
  readonly itself?: true;
  /** Owner and mode for a file that does not exist yet. */
  readonly create?: { readonly mode: number; readonly uid: number; readonly gid: number };
}

/** Which bytes, never the bytes: those saved from the node, those this run made, or none. `link` only for a path `itself`. */
export type Content =
  | { readonly kind: 'kept'; readonly digest: Digest }
  | { readonly kind: 'made'; readonly as: string }
  | { readonly kind: 'link'; readonly target: Path }
  | { readonly kind: 'absent' };

/**
 * New connections from outside to the port of this node's API server are refused, and balancers have had the time to see it: they
 * try another node. Open connections live on. Never to survive its stage: `admit` ends it, and so does whatever stops the stage.
 */
export interface Drain extends Draining {
  readonly kind: 'drain';
  readonly id: StepId;
}

export interface Draining {
  readonly port: number;
  /** How long balancers have to see it before anything is stopped. */
  readonly seconds: number;
}

/** New connections are admitted again. */
export interface Admit {
  readonly kind: 'admit';
  readonly id: StepId;
  readonly port: number;
}

/** Described by its result: a container of the component started after these files changed. */
export interface Restart {
  readonly kind: 'restart';
  readonly id: StepId;
  readonly component: Component;
  readonly newerThan: readonly Path[];
  /** For an explicit restart: any container but this one. */
  readonly notContainer?: string;
  /** Or none: where a component may be unable to run, nobody waits for it; it reads its files when it starts. */
  readonly orAway?: true;
  readonly graceSeconds: number;
  /** Released on behalf of the stopped holder, so that its successor need not wait for it to run out. */
  readonly lease?: string;
}

/** Units of systemd that a control plane cannot do without. */
export type UnitName = 'containerd' | 'kubelet';

/** Described by its result: the unit runs, and was started after these files changed and after that moment. */
export interface Unit {
  readonly kind: 'unit';
  readonly id: StepId;
  readonly unit: UnitName;
  readonly newerThan: readonly Path[];
  readonly startedAfter?: Instant;
  readonly withinSeconds: number;
}

/** The API server has heard from the node's kubelet since these files changed and since that moment: it took the kubelet's credential. */
export interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly id: StepId;
  readonly node: NodeName;
  readonly newerThan: readonly Path[];
  readonly since?: Instant;
  readonly withinSeconds: number;
}

/** The component is shown to use what is on disk now; after `withinSeconds` without proof, it alone is restarted. */
export interface Prove {
  readonly kind: 'prove';
  readonly id: StepId;
  readonly component: Component;
  readonly evidence: readonly Evidence[];
  readonly withinSeconds: number;
  readonly graceSeconds: number;
  /** Of etcd: asked before it is restarted, which must not cost the quorum. */
  readonly etcd?: EtcdAccess;
  /** How a restart is drained, if it comes to that, and when the port is opened again: where there are other control planes. */
  readonly drain?: Draining & { readonly until: HealthCheck };
}

/**
 * The kubelet serves another pair than this, one it made itself: it does so when it starts and both files are gone. Not a removal
 * and a restart apart from each other, for a machine that boots in between makes the pair of its own accord.
 */
export interface Remake {
  readonly kind: 'remake';
  readonly id: StepId;
  readonly name: string;
  readonly certificate: KeptFile;
  readonly key: KeptFile;
  /** `kept`: the pair that was there is served again; what a rollback asks for. */
  readonly becomes: 'another' | 'kept';
  readonly unit: UnitName;
  readonly endpoint: Endpoint;
  readonly withinSeconds: number;
}

/** A file whose bytes the store has. */
export interface KeptFile {
  readonly path: Path;
  readonly digest: Digest;
}

/** The component answers its health check, and holds or stands by for its lease. */
export interface Await {
  readonly kind: 'await';
  readonly id: StepId;
  readonly component: Component;
  readonly health: HealthCheck;
  readonly withinSeconds: number;
  readonly lease?: string;
  /** The API server must also answer over a connection whose certificate and name are verified. */
  readonly verified: boolean;
}

/** Nothing speaks against changing this node's member of etcd: all are well, and for a restart the others have a quorum. */
export interface Gate {
  readonly kind: 'gate';
  readonly id: StepId;
  readonly change: EtcdChange;
  readonly access: EtcdAccess;
  readonly withinSeconds: number;
}

export interface HealthCheck {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}
