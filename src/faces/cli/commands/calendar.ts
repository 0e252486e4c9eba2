import { clusterOverviewNow, overviewNow } from '../../../usecases/overview-now.ts';
import { calendarText } from '../../calendar/calendar-text.ts';
import type { Language, Translate } from '../../../core/language/language.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { translateInto } from '../language.ts';
import { printable } from '../printable.ts';
import { refuseWithoutApi } from '../refuse-without-api.ts';

/** What of this node, or of all, has a date. */
export async function calendar(call: Call): Promise<Answer> {
  const { cluster, output } = call.given;
  if (cluster === true) refuseWithoutApi(call, '--cluster');
  const [world, request] = [await call.world(), await call.observing()];
  const overview = await (cluster === true ? clusterOverviewNow : overviewNow)(world, request);
  const words = await wordsFor(request.policy.language, call);
  const text = await calendarText(overview, { version: call.version, words });
  if (output === undefined) return { text, status: exitStatus.fine };
  await call.shell.write(output, text);
  return { text: `${printable(call.paint.words(`the calendar is in ${output}`))}\n`, status: exitStatus.fine };
}

/** A calendar is read by others than who calls this, a timer perhaps: what is configured is nearer to them than our locale. */
async function wordsFor(configured: Language | undefined, { given, paint }: Call): Promise<Translate> {
  return configured === undefined || given.lang !== undefined ? paint.words : await translateInto(configured);
}
