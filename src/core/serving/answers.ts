import { judged, type Judgement, type Known } from './judged.ts';
import type { ServingRequest } from './request.ts';

export interface JudgedRequest {
  readonly request: ServingRequest;
  readonly judgement: Judgement;
}

/**
 * A kubelet that is not answered asks again every quarter of an hour, and only the last answer does it any good: of several good
 * requests of one kubelet the newest is approved, and the others are left to run out (the controller manager removes them).
 */
export function answersTo(requests: readonly ServingRequest[], known: Known): readonly JudgedRequest[] {
  const newestFirst = requests.toSorted((one, other) => other.createdAt - one.createdAt);
  const approved = new Map<string, string>();
  return newestFirst.map((request) => {
    const judgement = judged(request, known);
    if (judgement.kind !== 'approve') return { request, judgement };
    const newer = approved.get(request.username);
    if (newer !== undefined)
      return { request, judgement: { kind: 'wait', why: `${newer} of the same kubelet is newer` } };
    approved.set(request.username, request.name);
    return { request, judgement };
  });
}
