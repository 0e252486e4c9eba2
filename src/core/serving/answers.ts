import { judged, type Judgement, type Known } from './judged.ts';
import type { ServingRequest } from './request.ts';

export interface JudgedRequest {
  readonly request: ServingRequest;
  readonly judgement: Judgement;
}

/**
 * A kubelet that is not answered asks again every quarter of an hour and after each start, and waits for the last answer alone: of
 * several good requests of one kubelet the newest is approved, or those of the newest second, and what is older is denied.
 */
export function answersTo(requests: readonly ServingRequest[], known: Known): readonly JudgedRequest[] {
  const newestFirst = requests.toSorted((one, other) => other.createdAt - one.createdAt);
  const approved = new Map<string, ServingRequest>();
  return newestFirst.map((request) => {
    const judgement = judged(request, known);
    if (judgement.kind !== 'approve') return { request, judgement };
    const newest = approved.get(request.username) ?? request;
    approved.set(request.username, newest);
    if (newest.createdAt === request.createdAt) return { request, judgement };
    return { request, judgement: { kind: 'deny', why: `the same kubelet asked again with ${newest.name}` } };
  });
}
