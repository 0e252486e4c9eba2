import type { World } from '../ports/world.ts';
import { type AnsweredRequest, answerRequests } from './answer-requests.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';

/** What a person asks for: answers every request that waits, or says how it would. */
export async function approveRequests(
  request: ObserveRequest & { readonly mayAnswer: boolean },
  world: World,
): Promise<readonly AnsweredRequest[]> {
  const inventory = await observe(world, request);
  refuseWithoutControlPlane(inventory);
  return await answerRequests(world, inventory, request.mayAnswer);
}
