import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { nodeName } from './command-line.ts';
import type { Credential } from './kubeconfig.ts';
import { type Lease, type LeaseAnswer, leaseCalls } from './lease-calls.ts';

export interface Candidate {
  readonly lease: string;
  readonly credential: Credential;
  /** Called when the lease is held, or seen to be held by somebody else; more than once. */
  readonly settled: () => void;
}

const LEASE_SECONDS = 15;
const RENEW_DEADLINE_MILLISECONDS = 10_000;
const RETRY_MILLISECONDS = 2_000;
/** While the API server is not up: a real component would end and be restarted. */
const UNREACHABLE_RETRY_MILLISECONDS = 100;

/**
 * Holds the lease as client-go's leader election does, with a client certificate read once: tries every two seconds, takes over from
 * another only 15 seconds after it last saw that one renew, and ends the process when it leads and could not renew for 10 seconds.
 * `release` gives the lease up; only the scheduler does so.
 */
export function stand({ lease, credential, settled }: Candidate): { release(): Promise<void> } {
  const identity = `${nodeName()}_${randomUUID()}`;
  const call = leaseCalls(credential, lease);
  const mayTake = observer(identity, settled);
  let ended = false;
  let renewedAt: number | undefined;
  let attempting: Promise<LeaseAnswer | undefined> = Promise.resolve(undefined);
  void campaigned();
  return {
    async release() {
      ended = true;
      await Promise.race([attempting, pause(1000)]);
      const current = await call('GET');
      const found = current.body as Lease;
      if (current.status === 200 && found.spec.holderIdentity === identity) await call('PUT', held(lease, '', found));
    },
  };

  async function campaigned(): Promise<void> {
    while (!ended) {
      attempting = attempt().catch(() => undefined);
      const answer = await attempting;
      if (answer !== undefined && answer.status < 300) {
        renewedAt = Date.now();
        settled();
      }
      if (renewedAt !== undefined && Date.now() - renewedAt > RENEW_DEADLINE_MILLISECONDS) lose();
      await pause(
        answer === undefined && renewedAt === undefined ? UNREACHABLE_RETRY_MILLISECONDS : RETRY_MILLISECONDS,
      );
    }
  }

  /** The answer to a renewal or a take-over; a status of 409 where somebody else holds it. */
  async function attempt(): Promise<LeaseAnswer> {
    const current = await call('GET');
    if (current.status === 404) return call('POST', held(lease, identity));
    if (current.status !== 200) return current;
    const found = current.body as Lease;
    return mayTake(found) ? call('PUT', held(lease, identity, found)) : { status: 409, body: undefined };
  }
}

/** Says whether the lease may be taken, by what this process itself saw and when: clocks of others are not believed. */
function observer(identity: string, standingBy: () => void): (lease: Lease) => boolean {
  let seen = { renewTime: '', at: 0 };
  return ({ spec }) => {
    const holder = spec.holderIdentity ?? '';
    if (holder === '' || holder === identity) return true;
    standingBy();
    const renewTime = spec.renewTime ?? '';
    if (renewTime !== seen.renewTime) seen = { renewTime, at: Date.now() };
    return Date.now() - seen.at > LEASE_SECONDS * 1000;
  };
}

function held(lease: string, holder: string, found?: Lease): unknown {
  const now = new Date().toISOString().replace('Z', '000Z');
  const changesHands = holder !== (found?.spec.holderIdentity ?? '');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: lease, namespace: 'kube-system', resourceVersion: found?.metadata.resourceVersion },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: holder === '' ? 1 : LEASE_SECONDS,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: (found?.spec.leaseTransitions ?? 0) + (changesHands ? 1 : 0),
    },
  };
}

function lose(): never {
  process.stderr.write('leaderelection lost\n');
  process.exit(1);
}
