import { applyPlan } from '../../../usecases/apply-plan.ts';
import type { Answer, Call } from '../answer.ts';
import { changeAnswer } from '../change-answer.ts';
import { planIn } from '../plan-file.ts';

export async function apply(call: Call): Promise<Answer> {
  const [file = ''] = call.args;
  const plan = planIn(await call.shell.text(file), file);
  const request = { ...(await call.observing()), plan, consent: call.consent };
  return changeAnswer(await applyPlan(request, await call.world()), call);
}
