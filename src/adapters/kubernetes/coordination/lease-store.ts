import { LEASE_NAME, type SeenLease } from '../../../core/coordination/lease.ts';
import { leaseTimes } from '../../../core/coordination/times.ts';
import { PerennialError } from '../../../core/errors.ts';
import { type Instant, SECOND } from '../../../core/instant.ts';
import type { ApiClient } from '../api-client.ts';
import { badAnswer } from '../api-failure.ts';
import type { ApiRequest, ApiResponse } from '../api-request.ts';
import { numberOf, textOf } from '../json-fields.ts';

/** The Lease, and compare-and-set on it. Throws `api-unavailable` where it is not known what became of a request. */
export interface LeaseStore {
  look(): Promise<Found>;
  /** Writes a holder, or nobody, in the place of what was found; false when that has changed. */
  write(found: Found, holder: string): Promise<boolean>;
}

export interface Found {
  readonly lease: SeenLease;
  /** As it was answered: what others have added stays. */
  readonly object?: Readonly<Record<string, unknown>>;
}

const folder = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
const path = `${folder}/${LEASE_NAME}`;

export function leaseStore(ask: ApiClient['ask'], clock: { now(): Instant }): LeaseStore {
  return {
    async look() {
      const response = await ask({ path });
      return response.status === 404 ? { lease: undefined } : foundIn(response);
    },
    async write(found, holder) {
      const response = await ask(writeOf(found, holder, clock.now()));
      if ([404, 409].includes(response.status)) return false;
      if (![200, 201].includes(response.status)) throw badAnswer(`writing the lease ${LEASE_NAME}`, response);
      // What an admission webhook has made of it is not what we wrote.
      return foundIn(response).lease?.holder === holder;
    },
  };
}

/** An update carries the resourceVersion that was found, which is what the API server compares. */
function writeOf({ object }: Found, holder: string, now: Instant): ApiRequest {
  const [method, at] = object === undefined ? (['POST', folder] as const) : (['PUT', path] as const);
  const kind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
  const metadata = { name: LEASE_NAME, namespace: 'kube-system' };
  const json = { ...kind, metadata, ...object, spec: specOf(object, holder, now) };
  return { method, path: at, body: { type: 'application/json', json } };
}

function specOf(object: Found['object'], holder: string, now: Instant) {
  const before = textOf(object, 'spec', 'holderIdentity');
  const transitions = numberOf(object, 'spec', 'leaseTransitions');
  const counted = Number.isInteger(transitions) && transitions >= 0 && transitions < 2 ** 31 - 1 ? transitions : 0;
  const changesHands = holder !== '' && holder !== before;
  const time = microTime(now);
  return {
    ...(object?.['spec'] as object | undefined),
    holderIdentity: holder,
    leaseDurationSeconds: leaseTimes.duration / SECOND,
    renewTime: time,
    leaseTransitions: changesHands && object !== undefined ? counted + 1 : counted,
    ...(changesHands && { acquireTime: time }),
  };
}

/** meta/v1 MicroTime: six digits, always (`RFC3339Micro`). */
function microTime(now: Instant): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}

function foundIn({ text }: ApiResponse): Found {
  const object = objectIn(text);
  const resourceVersion = textOf(object, 'metadata', 'resourceVersion');
  const isLease = textOf(object, 'kind') === 'Lease' && textOf(object, 'metadata', 'name') === LEASE_NAME;
  if (!isLease || resourceVersion === '') {
    throw new PerennialError('api-unavailable', `GET ${path} was answered with what is no Lease`, {
      hint: 'see whether something else than an API server listens there',
    });
  }
  const lease = {
    holder: textOf(object, 'spec', 'holderIdentity'),
    renewTime: textOf(object, 'spec', 'renewTime'),
    resourceVersion,
    durationSeconds: numberOf(object, 'spec', 'leaseDurationSeconds'),
  };
  return { lease, object };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // No Lease either way.
  }
  return {};
}
