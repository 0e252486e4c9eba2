import { movesFrom } from './coordination-moves.ts';
import type { Setting } from './coordination-rules.ts';
import { beginning, keyOf, type State } from './coordination-state.ts';

/** What was found, with the shortest history that leads there; `kind: 'fine'` when every state was looked at and nothing was. */
export type Explored =
  | { readonly kind: 'fine'; readonly states: number }
  | { readonly kind: 'two at once' | 'no way to a turn'; readonly history: readonly string[] }
  | { readonly kind: 'too many states'; readonly states: number };

/**
 * Every state that can be reached, each looked at once, breadth first. From each of them all nodes that are not gone must be able to
 * have their turn by moves that are no faults: where whatever can happen again and again does happen at last, each has its turn.
 */
export function explored(setting: Setting, most = 400_000): Explored {
  const states: State[] = [beginning(setting)];
  const numbers = new Map([[keyOf(beginning(setting)), 0]]);
  const reachedFrom: number[] = [-1];
  const reachedBy: string[] = [''];
  const leadingTo: number[][] = [[]];
  const history = (at: number): readonly string[] =>
    at <= 0 ? [] : [...history(reachedFrom[at] ?? 0), reachedBy[at] ?? ''];
  for (let at = 0; at < states.length; at += 1) {
    const state = states[at];
    if (state === undefined) break;
    if (sureHolders(state) > 1) return { kind: 'two at once', history: history(at) };
    if (states.length > most) return { kind: 'too many states', states: states.length };
    for (const { name, to, fault } of movesFrom(state, setting)) {
      const key = keyOf(to);
      let number = numbers.get(key);
      if (number === undefined) {
        number = states.push(to) - 1;
        numbers.set(key, number);
        reachedFrom.push(at);
        reachedBy.push(name);
        leadingTo.push([]);
      }
      if (!fault && number !== at) leadingTo[number]?.push(at);
    }
  }
  const stuck = firstWithout(states, leadingTo);
  return stuck === undefined
    ? { kind: 'fine', states: states.length }
    : { kind: 'no way to a turn', history: history(stuck) };
}

const sureHolders = ({ nodes }: State): number =>
  nodes.filter(({ phase, sure }) => phase === 'holding' && sure > 0).length;

/** The first state from which no way leads to one where everybody has had its turn. */
function firstWithout(states: readonly State[], leadingTo: readonly (readonly number[])[]): number | undefined {
  const open = [...states.keys()].filter((number) => everybodyHadATurn(states[number]));
  const good = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const before of leadingTo[next] ?? []) {
      if (good.has(before)) continue;
      good.add(before);
      open.push(before);
    }
  }
  const stuck = states.findIndex((_state, number) => !good.has(number));
  return stuck === -1 ? undefined : stuck;
}

const everybodyHadATurn = (state: State | undefined): boolean =>
  state?.nodes.every(({ phase }) => phase === 'done' || phase === 'gone') ?? false;
