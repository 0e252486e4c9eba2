import type { Inventory } from '../core/inventory.ts';
import { answersTo, type JudgedRequest } from '../core/serving/answers.ts';
import { nodeOf } from '../core/serving/request.ts';
import type { World } from '../ports/world.ts';

export interface AnsweredRequest extends JudgedRequest {
  /** Whether it was approved or denied; not one that waits, that somebody else answered first, or that is only looked at. */
  readonly isAnswered: boolean;
}

/**
 * Answers what kubelets ask for: approves what is good beyond doubt, denies what is not, leaves what cannot be told yet. No plan: an
 * approval cannot be undone, and nothing on this node changes by it.
 */
export async function answerRequests(
  { servingRequests }: Pick<World, 'servingRequests'>,
  { leaves }: Pick<Inventory, 'leaves'>,
  mayAnswer: boolean,
): Promise<readonly AnsweredRequest[]> {
  const pending = await servingRequests.pending();
  if (pending.length === 0) return [];
  const nodes = await servingRequests.nodes(pending.flatMap(({ username }) => nodeOf(username) ?? []));
  const answered: AnsweredRequest[] = [];
  for (const { request, judgement } of answersTo(pending, { nodes, apiServerNames: apiServerNamesIn(leaves) })) {
    const isAnswered =
      mayAnswer &&
      judgement.kind !== 'wait' &&
      (await servingRequests.answer(request, {
        kind: judgement.kind,
        why: judgement.kind === 'deny' ? judgement.why : 'its names are addresses of its node',
      }));
    answered.push({ request, judgement, isAnswered });
  }
  return answered;
}

function apiServerNamesIn(leaves: Inventory['leaves']): readonly string[] | undefined {
  const serving = leaves.find(({ name }) => name === 'apiserver')?.certificate;
  return serving?.kind === 'read' ? [...serving.value.dnsNames, ...serving.value.ipAddresses] : undefined;
}
