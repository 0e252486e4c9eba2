import { clusterOverviewNow, overviewNow } from '../../../usecases/overview-now.ts';
import { calendarText } from '../../calendar/calendar-text.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { printable } from '../printable.ts';
import { refuseWithoutApi } from '../refuse-without-api.ts';

/** What of this node, or of all, has a date. */
export async function calendar(call: Call): Promise<Answer> {
  const { cluster, output } = call.given;
  if (cluster === true) refuseWithoutApi(call, '--cluster');
  const [world, request] = [await call.world(), await call.observing()];
  const overview = await (cluster === true ? clusterOverviewNow : overviewNow)(world, request);
  const text = await calendarText(overview, { version: call.version });
  if (output === undefined) return { text, status: exitStatus.fine };
  await call.shell.write(output, text);
  return { text: `the calendar is in ${printable(output)}\n`, status: exitStatus.fine };
}
