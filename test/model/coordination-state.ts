import { type SeenLease, UNKNOWN_HOLDER } from '../../src/core/coordination/lease.ts';
import type { Setting } from './coordination-rules.ts';

type Unheld = 'nobody' | 'unknown' | 'absent';

/** A Lease as one node saw it: whether it has changed since, and whose it was. */
export interface Snapshot {
  readonly current: boolean;
  readonly held: 'own' | 'other' | Unheld;
  /** Ticks since it was written, where the setting shows them. */
  readonly age: number;
}

export interface Write {
  /** `create` makes a Lease of one's own, `make` one of an unknown holder. */
  readonly kind: 'take' | 'make' | 'create' | 'renew' | 'release';
  /** Ticks since it was sent, by its sender's clock. */
  readonly age: number;
  /** Whether its resourceVersion is the Lease's own; once it is not it never will be again. */
  readonly current: boolean;
}

export interface ModelNode {
  readonly phase: 'due' | 'holding' | 'done' | 'gone';
  readonly watch?: Snapshot & { readonly ticks: number };
  /** Ticks for which a holder is sure. */
  readonly sure: number;
  /** An answer to a look, on its way. */
  readonly read?: Snapshot;
  /** A write on its way to the API server, and one whose answer is on its way back. */
  readonly sent?: Write;
  readonly answered?: Write & { readonly ok: boolean };
  /** A write that nobody waits for any more, and that may still arrive. */
  readonly stray?: Write['kind'];
}

export interface State {
  readonly nodes: readonly ModelNode[];
  /** Index of the node whose the Lease is. */
  readonly holder: number | Unheld;
  readonly age: number;
  readonly crashes: number;
  readonly slips: number;
  readonly deletions: number;
}

export function beginning({ nodes, crashes, slips, deletions }: Setting): State {
  const due: ModelNode = { phase: 'due', sure: 0 };
  const holder = deletions > 0 ? 'absent' : 'nobody';
  return { nodes: Array<ModelNode>(nodes).fill(due), holder, age: 0, crashes, slips, deletions };
}

/** Two states with the same key differ in the names of the nodes only, which no rule looks at. */
export function keyOf({ nodes, holder, age, crashes, slips, deletions }: State): string {
  const keys = nodes.map((node, index) => keyOfNode(node, index === holder)).sort();
  const server = typeof holder === 'number' ? '' : letters[holder];
  return `${server}${age}${crashes}${slips}${deletions}${keys.join('')}`;
}

/** Of two nodes with the same key in one state, the one can do what the other can. */
export function keyOfNode(node: ModelNode, isHolder: boolean): string {
  return `${nodeKey(node)}${isHolder ? '*' : ''}`;
}

/** Keys are short because there are so many of them; each part begins with a sign of its own, so that none is taken for another. */
function nodeKey({ phase, watch, sure, read, sent, answered, stray }: ModelNode): string {
  let key = `;${letters[phase]}${sure}`;
  if (watch !== undefined) key += `w${snapshotKey(watch)}${watch.ticks}`;
  if (read !== undefined) key += `r${snapshotKey(read)}`;
  if (sent !== undefined) key += `s${writeKey(sent)}`;
  if (answered !== undefined) key += `${answered.ok ? '+' : '-'}${writeKey(answered)}`;
  return stray === undefined ? key : `${key}~${letters[stray]}`;
}

const snapshotKey = ({ current, held, age }: Snapshot): string => `${letters[held]}${current ? '' : '!'}${age}`;
const writeKey = ({ kind, age, current }: Write): string => `${letters[kind]}${current ? '' : '!'}${age}`;

const letters = {
  ...{ due: 'd', holding: 'h', done: 'e', gone: 'g' },
  ...{ own: 'o', other: 'x', nobody: 'n', unknown: 'u', absent: 'a' },
  ...{ take: 't', make: 'm', create: 'c', renew: 'r', release: 'l' },
};

export function snapshotFor(index: number, { holder, age }: State): Snapshot {
  if (typeof holder === 'string') return { current: true, held: holder, age };
  return { current: true, held: holder === index ? 'own' : 'other', age };
}

/** The node's own name is always `me`: rules may ask whether it is theirs, and no more. */
export const OWN_NODE = 'me';
export const OWN_IDENTITY = 'me_run';

/** The Lease as the rules see it, at the tick 0 of each node's clock. */
export function seenLease({ current, held, age }: Snapshot, { clockBehind }: Setting): SeenLease {
  if (held === 'absent') return undefined;
  const holder = { own: OWN_IDENTITY, other: 'other_run', nobody: '', unknown: UNKNOWN_HOLDER }[held];
  const written = clockBehind === undefined ? (current ? 1 : 0) : -age - clockBehind;
  return { holder, renewTime: String(written), resourceVersion: current ? '1' : '0', durationSeconds: 0 };
}
