import { dateText, listed } from '../check/words.ts';
import { DAY, type Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';

/** What another control-plane node has said of itself. */
export interface Peer {
  readonly name: NodeName;
  readonly reportedAt: Instant;
  readonly isDue: boolean;
  /** When its last renewal was complete. */
  readonly renewedAt?: Instant;
}

/** In which order a schedule renews several control planes. */
export interface Order {
  /** Renews before all others; absent: whoever has its turn first. */
  readonly canary?: NodeName;
  /** How long a renewed node is watched before the next one begins, in milliseconds. */
  readonly soak: number;
}

/** `until`: when this is over; absent where nobody can tell. */
export type Place = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly why: string; readonly until?: Instant };

/** A canary that was renewed within this has gone first, whatever it says is due: a threshold may be one that is always past. */
const ROUND = DAY;

/** Whether other nodes come before this one. Only a schedule asks: a person who types `renew` has decided. */
export function placeOf(
  own: NodeName,
  peers: readonly Peer[],
  { order, clockTolerance }: { readonly order: Order; readonly clockTolerance: number },
  now: Instant,
): Place {
  const { canary, soak } = order;
  const others = peers.filter(({ name }) => name !== own).map((peer) => believed(peer, now + clockTolerance));
  if (canary !== undefined && canary !== own) {
    const first = others.find(({ name }) => name === canary);
    if (first === undefined) return wait(`${canary} goes first, and has not reported yet`);
    if (first.isDue && now - (first.renewedAt ?? 0) >= ROUND)
      return wait(`${canary} goes first, and reported at ${dateText(first.reportedAt)} to be due itself`);
  }
  const soaking = others.find(({ renewedAt }) => renewedAt !== undefined && now < renewedAt + soak);
  if (soaking?.renewedAt === undefined) return { kind: 'go' };
  const until = soaking.renewedAt + soak;
  return {
    kind: 'wait',
    why: `${soaking.name} was renewed a moment ago, and is watched until ${dateText(until)}`,
    until,
  };
}

/** Why nobody would ever go: the node that is to go first is none of several. */
export function unknownCanary({ canary }: Order, nodes: readonly { readonly name: NodeName }[]): string | undefined {
  const names = nodes.map(({ name }) => name);
  if (canary === undefined || names.length < 2 || names.includes(canary)) return undefined;
  return `the canary ${canary} is no control-plane node of this cluster, which has ${listed(names)}`;
}

/** A renewal that is still to come was written by a clock that was wrong: nobody waits until then. */
function believed({ renewedAt, ...peer }: Peer, latest: Instant): Peer {
  return renewedAt === undefined || renewedAt > latest ? peer : { ...peer, renewedAt };
}

const wait = (why: string): Place => ({ kind: 'wait', why });
