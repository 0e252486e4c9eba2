import { PerennialError } from '../../../core/errors.ts';
import { sureUntil } from '../../../core/coordination/hold.ts';
import {
  holderWords,
  identityOf,
  LEASE_NAME,
  type SeenLease,
  UNKNOWN_HOLDER,
} from '../../../core/coordination/lease.ts';
import { LONGEST_TURN, leaseTimes } from '../../../core/coordination/times.ts';
import { turnOf, type Watch, watchOf } from '../../../core/coordination/turn.ts';
import { SECOND } from '../../../core/instant.ts';
import type { NodeName } from '../../../core/names.ts';
import type { Coordination, CoordinationTime, HeldLease } from '../../../ports/coordination.ts';
import { apiClient } from '../api-client.ts';
import type { ApiCredentials, ApiEndpoint } from '../api-credentials.ts';
import { firstToAnswer } from '../first-to-answer.ts';
import { heldLease } from './held-lease.ts';
import { type LeaseStore, leaseStore } from './lease-store.ts';

export interface KubernetesCoordinationOptions {
  readonly readKubeconfig: () => Promise<ApiCredentials>;
  /** API servers of the cluster, this node's own first: while it restarts, the others keep the lease. */
  readonly endpoints: readonly ApiEndpoint[];
  readonly time: CoordinationTime;
  /** Short, so that a heartbeat can ask several while the holder is sure. */
  readonly timeoutMilliseconds?: number;
  /** How long to wait for the turn. */
  readonly patienceMilliseconds?: number;
}

/** By the Lease `perennial-renew` in kube-system; the rules are in core/coordination, and model-checked. */
export function kubernetesCoordination(options: KubernetesCoordinationOptions): Coordination {
  const { readKubeconfig, endpoints, time } = options;
  const { timeoutMilliseconds = 3 * SECOND, patienceMilliseconds = LONGEST_TURN } = options;
  const clients = endpoints.map((endpoint) => apiClient({ readKubeconfig, endpoint, timeoutMilliseconds }));
  const store = leaseStore(firstToAnswer(clients), time);
  return {
    async acquire({ node, runId }, wait) {
      const waiting: Waiting = { node, identity: identityOf(node, runId), store, time };
      const until = time.ticks() + patienceMilliseconds;
      for (let state: State = { answeredAt: undefined }; ; ) {
        const next = await attempted(waiting, state);
        if ('held' in next) return next.held;
        if (time.ticks() >= until) throw next.state.failure ?? busy(next.state.watch?.lease);
        wait?.(next.state.failure?.message ?? whyWaiting(next.state.watch?.lease), until - time.ticks());
        await time.pause(next.pause);
        state = next.state;
      }
    },
  };
}

interface Waiting {
  readonly node: NodeName;
  readonly identity: string;
  readonly store: LeaseStore;
  readonly time: CoordinationTime;
}

interface State {
  readonly watch?: Watch;
  /** When an API server last did what it was asked. */
  readonly answeredAt: number | undefined;
  readonly failure?: PerennialError;
}

type Attempt = { readonly held: HeldLease } | { readonly state: State; readonly pause: number };

/** One look, and what follows from it. What fails at first is told at once; later it may be an API server that restarts. */
async function attempted(waiting: Waiting, { watch, answeredAt }: State): Promise<Attempt> {
  const { time } = waiting;
  try {
    return await looked(waiting, watch);
  } catch (failure) {
    if (!(failure instanceof PerennialError)) throw failure;
    if (answeredAt === undefined || time.ticks() - answeredAt >= leaseTimes.duration) throw failure;
    return { state: { answeredAt, failure }, pause: leaseTimes.look };
  }
}

async function looked({ node, identity, store, time }: Waiting, before: Watch | undefined): Promise<Attempt> {
  const found = await store.look();
  const at = time.ticks();
  const watch = watchOf(before, found.lease, at);
  const turn = turnOf(watch, node, at, leaseTimes);
  if (turn.kind === 'wait') return { state: { watch, answeredAt: at }, pause: turn.milliseconds };
  const sentAt = time.ticks();
  const isWritten = await store.write(found, turn.kind === 'create' ? UNKNOWN_HOLDER : identity);
  if (!isWritten || turn.kind === 'create') return { state: { answeredAt: time.ticks() }, pause: leaseTimes.look };
  return { held: heldLease({ identity, sureUntil: sureUntil(sentAt, leaseTimes) }, store, time) };
}

function whyWaiting(lease: SeenLease): string {
  const who = holderOf(lease);
  return who === undefined
    ? `the lease ${LEASE_NAME} is new: whoever held one before has a minute to say so`
    : `${who} holds the lease ${LEASE_NAME}`;
}

function holderOf(lease: SeenLease): string | undefined {
  const holder = lease?.holder ?? '';
  return holder === '' || holder === UNKNOWN_HOLDER ? undefined : holderWords(holder);
}

function busy(lease: SeenLease): PerennialError {
  const holder = holderOf(lease);
  const who = holder === undefined ? '' : `: ${holder} holds the lease ${LEASE_NAME}`;
  return new PerennialError('lock-busy', `the turn of this node did not come${who}`, {
    hint: 'wait until the other nodes have finished',
    next: 'perennial status',
  });
}
