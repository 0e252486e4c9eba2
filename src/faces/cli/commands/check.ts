import { check as look } from '../../../usecases/check.ts';
import { reportFormats, reportText } from '../../report/render.ts';
import type { Answer, Call } from '../answer.ts';

/** Exits as a monitoring plugin does: the verdict is the status. */
export async function check(call: Call): Promise<Answer> {
  const observing = await call.observing();
  const report = await look(await call.world(), observing);
  const format = reportFormats.find((one) => one === call.given.format) ?? 'table';
  const text = reportText({ ...report, policy: observing.policy }, format, call.paint);
  return { text, status: report.verdict.exitStatus };
}
