import { abandon } from '../../../usecases/abandon.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';

export async function abandoning(call: Call): Promise<Answer> {
  const request = { ...(await call.observing()), consent: call.consent };
  return changeAnswer(await abandon(request, await call.world()), call);
}
