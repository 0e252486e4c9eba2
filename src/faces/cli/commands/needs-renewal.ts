import { dateText, listed } from '../../../core/check/words.ts';
import { needsRenewal } from '../../../usecases/needs-renewal.ts';
import type { Answer, Call } from '../answer.ts';
import { exitStatus } from '../exit-status.ts';
import { printable } from '../printable.ts';

/** 0: something is due; 1: nothing is. systemd skips a unit on 1 to 254, and fails it on 255 (systemd.service(5), ExecCondition=). */
export async function needingRenewal(call: Call): Promise<Answer> {
  const { due } = await needsRenewal(call.args, await call.observing(), await call.world());
  const msg = due.length === 0 ? 'nothing is due' : `due: ${listed(due.map(({ name }) => name))}`;
  const lines = due.map(({ name, end }) => `${name} ends ${dateText(end)}`);
  return {
    text: call.given.quiet === true ? '' : `${[...lines, msg].map(call.paint.words).map(printable).join('\n')}\n`,
    document: { kind: 'RenewalNeed', changed: false, msg, warnings: [], isDue: due.length > 0, due },
    status: due.length === 0 ? exitStatus.notDue : exitStatus.fine,
  };
}
