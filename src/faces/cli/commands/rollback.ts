import { rollback } from '../../../usecases/rollback.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { runNamed } from '../run-named.ts';

export async function rollingBack(call: Call): Promise<Answer> {
  const request = { ...(await call.observing()), ...runNamed(call.args), consent: call.consent };
  return changeAnswer(await rollback(request, await call.world()), call);
}
