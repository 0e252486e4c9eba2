import type { Watch } from '../../src/core/coordination/turn.ts';
import type { Setting } from './coordination-rules.ts';
import {
  keyOfNode,
  type ModelNode,
  OWN_IDENTITY,
  OWN_NODE,
  seenLease,
  type Snapshot,
  snapshotFor,
  type State,
  type Write,
} from './coordination-state.ts';

export interface Move {
  readonly name: string;
  readonly to: State;
  /** Nobody can rely on its happening, so nobody's turn may depend on it. */
  readonly fault: boolean;
}

/** Everything that may happen next; what equal nodes can do is left to the first of them. */
export function movesFrom(state: State, setting: Setting): readonly Move[] {
  const moves: Move[] = [{ name: 'a tick', to: ticked(state, setting), fault: false }];
  const move = (name: string, to: State): void => void moves.push({ name, to, fault: false });
  const fault = (name: string, to: State): void => void moves.push({ name, to, fault: true });
  const met = new Set<string>();
  for (const [index, node] of state.nodes.entries()) {
    const key = keyOfNode(node, index === state.holder);
    if (met.has(key)) continue;
    met.add(key);
    const own = (changed: ModelNode): State => withNode(state, index, changed);
    const name = `node ${String(index)}`;
    const { read, sent, answered, stray } = node;
    if (read !== undefined) move(`${name} reads`, own(decided(without(node, 'read'), read, setting)));
    else if (answered !== undefined) {
      move(`${name} gets its answer`, own(received(node, answered, setting)));
      if (setting.losses) fault(`${name} loses its answer`, own(without(node, 'answered', 'watch')));
    } else if (sent !== undefined) {
      move(`${name}: its ${sent.kind} arrives`, arrived(state, index, sent, setting));
      if (setting.losses && stray === undefined) fault(`${name} waits no longer`, own(strayed(node)));
    } else for (const [what, to] of acts(state, index, setting)) move(`${name} ${what}`, to);
    if (stray !== undefined)
      fault(`${name}: a late ${stray} arrives`, written(own(without(node, 'stray')), index, stray));
    for (const [what, to] of troubles(state, index, setting)) fault(`${name} ${what}`, to);
  }
  if (state.deletions > 0 && state.holder !== 'absent')
    fault('the Lease is deleted', { ...changed(state, 'absent'), deletions: state.deletions - 1 });
  return moves;
}

/** What a node that waits for nothing does of itself. */
function* acts(state: State, index: number, setting: Setting): Generator<readonly [string, State]> {
  const node = nodeAt(state, index);
  if (node.phase === 'done' || node.phase === 'gone') return;
  const seen = snapshotFor(index, state);
  const looked = setting.lateReads ? { ...node, read: seen } : decided(node, seen, setting);
  if (underWay(state) < setting.atOnce || !isWaiting(looked)) yield ['looks', withNode(state, index, looked)];
  if (node.phase !== 'holding') return;
  if (node.sure > 0) {
    if (underWay(state) >= setting.atOnce) return;
    const release: Write = { kind: 'release', age: 0, current: true };
    const done: ModelNode = { ...node, phase: 'done', sure: 0, ...(seen.held === 'own' && { sent: release }) };
    yield ['is done', withNode(state, index, done)];
  } else yield ['stops', withNode(state, index, { ...node, phase: 'due' })];
}

function* troubles(state: State, index: number, setting: Setting): Generator<readonly [string, State]> {
  const node = nodeAt(state, index);
  if (setting.losses && node.watch !== undefined)
    yield ['gets no look', withNode(state, index, without(node, 'watch'))];
  if (node.phase === 'gone') yield ['starts again', withNode(state, index, { ...node, phase: 'due' })];
  else if (node.phase !== 'done' && state.crashes > 0) {
    const { stray } = strayed(node);
    const gone: ModelNode = { phase: 'gone', sure: 0, ...(stray !== undefined && { stray }) };
    yield ['crashes', { ...withNode(state, index, gone), crashes: state.crashes - 1 }];
  }
  if (node.phase === 'holding' && node.sure > 0 && state.slips > 0) {
    const slipped = withNode(ticked(state, setting), index, node);
    yield ['has a slow clock', { ...slipped, slips: state.slips - 1 }];
  }
}

/** What the rules make of a look. */
function decided(node: ModelNode, seen: Snapshot, setting: Setting): ModelNode {
  const { rules, times } = setting;
  const lease = seenLease(seen, setting);
  const { current } = seen;
  if (node.phase === 'holding') {
    const beat = rules.beatOf({ identity: OWN_IDENTITY, sureUntil: node.sure }, lease, 0);
    if (beat.kind === 'lost') return { ...node, phase: 'due', sure: 0 };
    return { ...node, sent: { kind: beat.kind, age: 0, current } };
  }
  const before: Watch | undefined = node.watch && { lease: seenLease(node.watch, setting), since: -node.watch.ticks };
  const watch = rules.watchOf(before, lease, 0);
  const turn = rules.turnOf(watch, OWN_NODE, 0, times);
  const watching: ModelNode = { ...node, watch: { ...seen, ticks: 0 - watch.since } };
  if (turn.kind === 'wait') return watching;
  return { ...without(node, 'watch'), sent: { kind: turn.kind === 'create' ? 'make' : 'take', age: 0, current } };
}

function arrived(state: State, index: number, sent: Write, { unguarded }: Setting): State {
  const fits = (state.holder === 'absent') === ['make', 'create'].includes(sent.kind);
  const ok = fits && (sent.current || unguarded === true);
  const answering = withNode(state, index, { ...without(nodeAt(state, index), 'sent'), answered: { ...sent, ok } });
  return ok ? written(answering, index, sent.kind) : answering;
}

function written(state: State, index: number, kind: Write['kind']): State {
  return changed(
    state,
    { release: 'nobody', make: 'unknown', take: index, create: index, renew: index }[kind] as State['holder'],
  );
}

function received(node: ModelNode, { kind, age, ok }: Write & { ok: boolean }, setting: Setting): ModelNode {
  const { rules, times } = setting;
  const next = without(node, 'answered', 'watch');
  if (!ok || kind === 'release' || kind === 'make') return next;
  return { ...next, phase: 'holding', sure: Math.max(0, rules.sureUntil(-age, times)) };
}

/** Every version known so far is old; a write by one of them cannot succeed any more. */
function changed(state: State, holder: State['holder']): State {
  const old = <T extends { readonly current: boolean }>(known: T): T => ({ ...known, current: false });
  const nodes = state.nodes.map(({ phase, sure, watch, read, sent, answered }) => ({
    phase,
    sure,
    ...(watch && { watch: old(watch) }),
    ...(read && { read: old(read) }),
    ...(sent && { sent: old(sent) }),
    ...(answered && { answered: old(answered) }),
  }));
  return { ...state, nodes, holder, age: 0 };
}

function ticked(state: State, setting: Setting): State {
  const { duration } = setting.times;
  const up = (ticks: number): number => Math.min(ticks + 1, duration);
  const older = <T extends { readonly age: number }>(aging: T): T => ({ ...aging, age: up(aging.age) });
  const shown = <T extends { readonly age: number }>(aging: T): T =>
    setting.clockBehind === undefined ? aging : older(aging);
  const nodes = state.nodes.map(({ watch, read, sent, answered, ...node }) => ({
    ...node,
    sure: Math.max(0, node.sure - 1),
    ...(watch && { watch: { ...shown(watch), ticks: up(watch.ticks) } }),
    ...(read && { read: shown(read) }),
    ...(sent && { sent: older(sent) }),
    ...(answered && { answered: older(answered) }),
  }));
  return { ...shown(state), nodes };
}

const isWaiting = ({ read, sent, answered }: ModelNode): boolean => Boolean(read ?? sent ?? answered);
const underWay = ({ nodes }: State): number => nodes.filter(isWaiting).length;

/** Nobody waits for what was sent: it arrives late, or never. */
function strayed(node: ModelNode): ModelNode {
  const next = without(node, 'sent', 'watch');
  return node.sent?.current === true ? { ...next, stray: node.sent.kind } : next;
}

function without(node: ModelNode, ...keys: readonly ('watch' | 'read' | 'sent' | 'answered' | 'stray')[]): ModelNode {
  const next = { ...node };
  for (const key of keys) delete next[key];
  return next;
}

function withNode(state: State, index: number, node: ModelNode): State {
  return { ...state, nodes: state.nodes.with(index, node) };
}

function nodeAt({ nodes }: State, index: number): ModelNode {
  const node = nodes[index];
  if (node === undefined) throw new Error(`there is no node ${String(index)}`);
  return node;
}
