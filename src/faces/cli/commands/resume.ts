import { resume } from '../../../usecases/resume.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { runNamed } from '../run-named.ts';

export async function resuming(call: Call): Promise<Answer> {
  const request = { ...(await call.observing()), ...runNamed(call.args), consent: call.consent };
  return changeAnswer(await resume(request, await call.world()), call);
}
